/**
 * Plans and compares what has 10,000 parts, and prints how long that takes and how long the thread that serves a window
 * was ever kept from it: `npm run bench`. docker-registry comes from `npm test`.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRepositoryIndex } from '../src/chart/repositoryIndex';
import { sha256 } from '../src/oci/digest';
import type { Source } from '../src/oci/store';
import { compareCharts } from '../src/publishing/compare/compareCharts';
import type { Side } from '../src/publishing/compare/side';
import { compareValues } from '../src/publishing/compare/valuesChanges';
import { createContentsReader } from '../src/publishing/contents/contentsReader';
import { planMirror } from '../src/publishing/mirror/planMirror';
import { pushChart } from '../src/publishing/push';
import { saveChart } from '../src/publishing/save';
import { openLayout } from '../src/oci/layout/layout';
import { writeFiles, type Files } from '../test/support/charts/writeFiles';
import { mirrorOf } from '../test/support/mirror/mirrorOf';
import { mirrorPlaces } from '../test/support/mirror/mirrorPlaces';
import { openRegistry } from '../test/support/openRegistry';
import { startDockerRegistry } from '../test/support/servers/dockerRegistry';
import { inTemporaryFolder } from '../test/support/temporaryFolder';
import { indexEntry } from './indexEntry';
import { measured, type Measured } from './measured';
import { withUpstream } from './upstream';

const many = 10_000;

/** A chart with so many files, half of which say their version. */
function filesOf(version: string): Files {
  const lines = 'key: value\n'.repeat(10);
  const files = new Map([['Chart.yaml', `apiVersion: v2\nname: large\nversion: ${version}\n`]]);
  for (let at = 0; at < many; at += 1) {
    const own = at % 2 === 0 ? 'all' : version;
    files.set(`files/${at % 100}/${at}.yaml`, `name: n${at}\n${lines}version: ${own}\n`);
  }
  return Object.fromEntries(files);
}

function indexOf(count: number): string {
  const digest = sha256('archive').slice('sha256:'.length);
  const entries = Array.from({ length: count }, (_, at) =>
    indexEntry('large', `1.${at}.0`, digest),
  );
  return `apiVersion: v1\nentries:\n  large:\n${entries.join('')}`;
}

function tell(what: string, { took, slice }: Measured): void {
  console.log(`| ${what} | ${took.toFixed(0)} ms | ${slice.toFixed(0)} ms |`);
}

async function readIndex(): Promise<void> {
  const index = await openRepositoryIndex(indexOf(many), 'https://charts.example');
  tell('versions of a chart from an index', await measured(() => index.versionsOf('large')));
}

async function plan(folder: string, host: string): Promise<void> {
  const published = await writeFiles(join(folder, 'published'), {});
  await writeFile(join(published, 'index.yaml'), indexOf(many));
  await withUpstream(published, async (url) => {
    const mirror = mirrorOf(url, `oci://${host}/mirror/`);
    tell('plan of a mirror', await measured(() => planMirror(mirror, mirrorPlaces())));
  });
}

async function compare(folder: string, host: string): Promise<void> {
  const saved = openLayout(join(folder, 'saved'));
  const repository = openRegistry(host).repository('charts/large');
  const sides: Side[] = [];
  for (const version of ['1.0.0', '2.0.0']) {
    const directory = await writeFiles(join(folder, version), filesOf(version));
    const { reference } = await saveChart(directory, saved);
    const { digest } = await pushChart(saved, reference, repository, version);
    sides.push(sideOf(repository, version, digest));
  }
  const [before, after] = sides;
  if (!before || !after) return;
  const reader = createContentsReader();
  tell(
    'comparison of two versions with so many files, read from the registry',
    await measured(() => compareCharts(before, after, { reader })),
  );
  tell(
    'the same again, from memory',
    await measured(() => compareCharts(before, after, { reader })),
  );
}

/** As long as the values of the largest charts that are in use. */
const valuesLines = 5_300;

/** Values of that many lines, which say their version in some of them. */
function valuesOf(version: string): string {
  const part = (at: number): string => `part${at}:
  # How part ${at} is run, and what it may take.
  enabled: true
  image:
    repository: registry.example/parts/${at}
    tag: "${at % 10 === 0 ? version : '1.0.0'}"
  # resources:
  #   limits:
  #     cpu: 100m
  ports:
    - name: http
      port: 8080
`;
  const each = part(0).split('\n').length - 1;
  return Array.from({ length: Math.ceil(valuesLines / each) }, (_, at) => part(at)).join('');
}

async function compareLongValues(): Promise<void> {
  const [before, after] = [valuesOf('1.0.0'), valuesOf('2.0.0')];
  tell(
    `comparison of two values.yaml of ${valuesLines} lines`,
    await measured(() => compareValues(before, after)),
  );
}

function sideOf(source: Source, name: string, digest: ReturnType<typeof sha256>): Side {
  return { type: 'published', name, place: { source, digest } };
}

async function main(): Promise<void> {
  console.log(`\n| of ${many} | time | longest slice |\n| --- | --- | --- |`);
  await readIndex();
  await compareLongValues();
  await inTemporaryFolder(async (folder) => {
    const directory = join(folder, 'registry');
    const registry = await startDockerRegistry({ directory, inMemory: true });
    try {
      await plan(folder, registry.host);
      await compare(folder, registry.host);
    } finally {
      await registry.stop();
    }
  });
}

void main();
