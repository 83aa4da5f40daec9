/**
 * Checks a workspace of charts in the checking thread, and prints how long that takes and how long the thread that
 * asked was ever kept from its work: `npm run bench`.
 */
import { join } from 'node:path';
import type { CheckRequest } from '../src/publishing/check/checkFolder';
import { createCheckThread, type CheckThread } from '../src/publishing/check/checkThread';
import { writeFiles, type Files } from '../test/support/charts/writeFiles';
import { inTemporaryFolder } from '../test/support/temporaryFolder';
import { measured } from './measured';

const chartCount = 500;

const chartYaml = [
  ...['apiVersion: v2', 'name: chart', 'version: 1.10', 'descripton: x', 'dependencies:'],
  ...Array.from({ length: 9 }, (_, at) => [
    `  - name: part-${at}`,
    '    version: ^1.0.0',
    '    repository: oci://registry.example/charts',
    `    condition: part-${at}.enabled`,
  ]).flat(),
  '',
].join('\n');

const files: Files = {
  'Chart.yaml': chartYaml,
  'values.yaml': 'replicas: 1\nimage:\n  tag: "1"\n',
  'values.schema.json': '{"type":"object","properties":{"replicas":{"type":"integer"}}}',
  '.helmignore': '*.tmp\n.git/\n',
  'templates/deployment.yaml': 'kind: Deployment\n',
};

function requestOf(directory: string): CheckRequest {
  return {
    ...{ directory, unsaved: new Map(), levels: {} },
    publishValue: 'oci://registry.example/charts/',
    ...{ known: undefined, dependencies: undefined },
  };
}

async function checkAll(thread: CheckThread, directories: readonly string[]): Promise<void> {
  for (const directory of directories) await thread.check(requestOf(directory));
}

async function main(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const directories: string[] = [];
    for (let at = 0; at < chartCount; at += 1) {
      directories.push(await writeFiles(join(folder, `chart-${at}`), files));
    }
    const thread = createCheckThread();
    const all = await measured(() => checkAll(thread, directories));
    await thread.close();
    console.log(
      `${chartCount} charts checked in ${all.took.toFixed(0)} ms, longest slice ${all.slice.toFixed(0)} ms`,
    );
  });
}

void main();
