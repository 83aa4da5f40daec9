/**
 * Mirrors the 50 versions of a chart from a chart repository into a registry with Chartroom and with the loop of
 * `helm pull` and `helm push` that tutorials give, one after the other in one run, and prints the medians, also of the
 * command line, a process each time; then the memory of a mirror of 50 and of 500 versions, each in a process of its
 * own: `npm run bench`. Peers come from `npm test`.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { formatMirrorFile } from '../src/publishing/mirror/formatMirrorFile';
import { planMirror } from '../src/publishing/mirror/planMirror';
import { runMirror } from '../src/publishing/mirror/runMirror';
import { noise } from '../test/support/charts/bytes';
import { tgzArchive } from '../test/support/charts/tarArchive';
import { writeFiles } from '../test/support/charts/writeFiles';
import { helmAt, type Helm } from '../test/support/helm';
import { mirrorOf } from '../test/support/mirror/mirrorOf';
import { mirrorPlaces } from '../test/support/mirror/mirrorPlaces';
import type { PeakMemory } from '../test/support/mirror/mirrorProcess';
import { peer } from '../test/support/peer';
import { startDockerRegistry } from '../test/support/servers/dockerRegistry';
import { inTemporaryFolder } from '../test/support/temporaryFolder';
import { indexEntry } from './indexEntry';
import { race, row } from './race';
import { withUpstream } from './upstream';

/** A repository that both mirror from. */
interface Timed {
  readonly name: string;
  readonly otherCharts: number;
}

/**
 * Versions of one chart with ten files of this many bytes each that do not compress, and an index in Helm's layout, in
 * which other charts of as many versions are named before it.
 */
async function publishVersions(
  folder: string,
  count: number,
  size: number,
  otherCharts = 0,
): Promise<string[]> {
  const versions = Array.from({ length: count }, (_, at) => `1.0.${at}`);
  const own: string[] = [];
  for (const [at, version] of versions.entries()) {
    const archive = archiveOf(version, at, size);
    await writeFiles(folder, { [`bench-${version}.tgz`]: archive });
    const digest = createHash('sha256').update(archive).digest('hex');
    own.push(indexEntry('bench', version, digest));
  }
  const others = Array.from({ length: otherCharts }, (_, at) => {
    const entries = versions.map((version) => indexEntry(`a-chart-${at}`, version));
    return `  a-chart-${at}:\n${entries.join('')}`;
  });
  const entries = `${others.join('')}  bench:\n${own.join('')}`;
  const index = `apiVersion: v1\nentries:\n${entries}generated: "2026-01-02T03:04:05Z"\n`;
  await writeFile(join(folder, 'index.yaml'), index);
  return versions;
}

function archiveOf(version: string, seed: number, size: number): Buffer {
  const files = Array.from({ length: 10 }, (_, at) => ({
    name: `bench/files/${at}.bin`,
    content: noise(size, seed * 10 + at + 1),
  }));
  const chart = `apiVersion: v2\nname: bench\nversion: ${version}\n`;
  return tgzArchive([{ name: 'bench/Chart.yaml', content: chart }, ...files]);
}

async function mirrorAll(url: string, target: string, expected: number): Promise<void> {
  const mirror = mirrorOf(url, target, { charts: [{ name: 'bench' }] });
  const places = mirrorPlaces();
  const plan = await planMirror(mirror, places);
  const results = await runMirror(plan.versions, mirror, places, { temporaryFolder: tmpdir() });
  const copied = results.filter(({ outcome }) => outcome === 'copied').length;
  if (copied !== expected) throw new Error(`${copied} of ${expected} versions were mirrored`);
}

/** What the tutorials have; `helm repo add` has been before. */
async function loop(
  helm: Helm,
  versions: readonly string[],
  folder: string,
  target: string,
): Promise<void> {
  for (const version of versions) {
    await helm('pull', 'upstream/bench', '--version', version, '--destination', folder);
    await helm('push', join(folder, `bench-${version}.tgz`), target);
  }
}

/** With the process and all it has to load. */
async function mirrorByCommand(url: string, target: string, folder: string): Promise<void> {
  const file = join(folder, 'chartroom.mirror.yaml');
  await writeFile(file, formatMirrorFile(mirrorOf(url, target, { charts: [{ name: 'bench' }] })));
  const env = { PATH: process.env['PATH'], HOME: folder };
  await promisify(execFile)(process.execPath, [peer('cli'), 'mirror', file, '--quiet'], { env });
}

async function timed(folder: string, host: string, { name, otherCharts }: Timed): Promise<void> {
  const published = join(folder, 'published');
  const versions = await publishVersions(published, 50, 2_000, otherCharts);
  await withUpstream(published, async (url) => {
    const helm = await helmAt(peer('helm'), join(folder, 'helm'));
    await helm('repo', 'add', 'upstream', url);
    const times = await race({
      Chartroom: (round) =>
        mirrorAll(url, `oci://${host}/ours/${otherCharts}/${round}/`, versions.length),
      Helm: async (round) => {
        const pulled = await writeFiles(join(folder, `pulled-${round}`), {});
        await loop(helm, versions, pulled, `oci://${host}/helm/${otherCharts}/${round}`);
      },
      command: (round) =>
        mirrorByCommand(url, `oci://${host}/command/${otherCharts}/${round}/`, folder),
    });
    console.log(row(name, 'mirror 50 versions of 20 KB', times));
    console.log(row(name, 'the same by command', { ...times, Chartroom: times.command }));
  });
}

async function timedInTurn(host: string): Promise<void> {
  console.log(
    '| repository | step | Chartroom | Helm 3.10.1 | ratio |\n| --- | --- | --- | --- | --- |',
  );
  const repositories: readonly Timed[] = [
    { name: 'one chart, index of 0.1 MB', otherCharts: 0 },
    // Helm reads all of the index for each version, so this takes it long.
    { name: '10 charts, index of 1 MB', otherCharts: 9 },
  ];
  for (const one of repositories) await inTemporaryFolder((folder) => timed(folder, host, one));
}

async function memory(folder: string, host: string, count: number): Promise<void> {
  const published = join(folder, `memory-${count}`);
  await publishVersions(published, count, 40_000);
  await withUpstream(published, async (url) => {
    const script = require.resolve('../test/support/mirror/mirrorProcess');
    const target = `oci://${host}/memory/${count}/`;
    const { stdout } = await promisify(execFile)(process.execPath, [script, url, target]);
    const { heap, external, resident } = JSON.parse(stdout) as PeakMemory;
    const cells = [heap, external, resident].map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`);
    console.log(`| ${count} versions of 400 KB | ${cells.join(' | ')} |`);
  });
}

async function main(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const registry = await startDockerRegistry({
      directory: join(folder, 'registry'),
      inMemory: true,
    });
    try {
      await timedInTurn(registry.host);
      console.log('\n| mirror | heap | buffers | resident |\n| --- | --- | --- | --- |');
      for (const count of [50, 500]) await memory(folder, registry.host, count);
    } finally {
      await registry.stop();
    }
  });
}

void main();
