/**
 * Checks a workspace of charts in the checking thread, and one long Chart.yaml over and over, and prints how long
 * that takes and how long the thread that asked was ever kept from its work: `npm run bench`.
 */
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { CheckRequest } from '../src/publishing/check/checkFolder';
import { createCheckThread, type CheckThread } from '../src/publishing/check/checkThread';
import { writeFiles, type Files } from '../test/support/charts/writeFiles';
import { inTemporaryFolder } from '../test/support/temporaryFolder';

const chartCount = 500;
const rounds = 200;

/** As many lines as the longest of published charts have, and something to find in some of them. */
function longChartYaml(lines: number): string {
  const head = ['apiVersion: v2', 'name: chart', 'version: 1.10', 'descripton: x', 'dependencies:'];
  const count = Math.floor((lines - head.length) / 4);
  const dependencies = Array.from({ length: count }, (_, at) => [
    `  - name: part-${at}`,
    '    version: ^1.0.0',
    '    repository: oci://registry.example/charts',
    `    condition: part-${at}.enabled`,
  ]);
  return [...head, ...dependencies.flat(), ''].join('\n');
}

function filesOf(lines: number): Files {
  return {
    'Chart.yaml': longChartYaml(lines),
    'values.yaml': 'replicas: 1\nimage:\n  tag: "1"\n',
    'values.schema.json': '{"type":"object","properties":{"replicas":{"type":"integer"}}}',
    '.helmignore': '*.tmp\n.git/\n',
    'templates/deployment.yaml': 'kind: Deployment\n',
  };
}

function requestOf(directory: string, unsaved: ReadonlyMap<string, string>): CheckRequest {
  return {
    ...{ directory, unsaved, levels: {} },
    publishValue: 'oci://registry.example/charts/',
    ...{ known: undefined, dependencies: undefined },
  };
}

/** Milliseconds of the work, and of the longest time in which nothing else could run. */
async function measured(work: () => Promise<unknown>): Promise<{ took: number; slice: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const start = performance.now();
  await work();
  const took = performance.now() - start;
  delay.disable();
  return { took, slice: delay.max / 1e6 };
}

async function checkAll(thread: CheckThread, directories: readonly string[]): Promise<void> {
  for (const directory of directories) await thread.check(requestOf(directory, new Map()));
}

async function typing(thread: CheckThread, directory: string, text: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const unsaved = new Map([['Chart.yaml', `${text}# ${round}\n`]]);
    const start = performance.now();
    await thread.check(requestOf(directory, unsaved));
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

async function main(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const directories: string[] = [];
    for (let at = 0; at < chartCount; at += 1) {
      directories.push(await writeFiles(join(folder, `chart-${at}`), filesOf(40)));
    }
    const thread = createCheckThread();
    const all = await measured(() => checkAll(thread, directories));
    const long = await writeFiles(join(folder, 'long'), filesOf(300));
    const times = await typing(thread, long, longChartYaml(300));
    await thread.close();
    const percentile = (part: number): string =>
      (times[Math.floor(times.length * part)] ?? Number.NaN).toFixed(1);
    console.log(
      `${chartCount} charts checked in ${all.took.toFixed(0)} ms, longest slice ${all.slice.toFixed(0)} ms`,
    );
    console.log(
      `300 lines checked again in ${percentile(0.5)} ms (median), ${percentile(0.95)} ms (95 %)`,
    );
  });
}

void main();
