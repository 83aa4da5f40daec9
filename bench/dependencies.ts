/**
 * Opens the index of a chart repository, and updates a chart of ten dependencies with Chartroom and with Helm, one after
 * the other in one run, and prints the medians: `npm run bench`. Peers come from `npm test`.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openRepositoryIndex } from '../src/chart/repositoryIndex';
import { updateDependencies } from '../src/publishing/dependencies/update';
import { writeFiles, type Files } from '../test/support/charts/writeFiles';
import { openSources } from '../test/support/dependencies/openSources';
import { publishCharts } from '../test/support/dependencies/publishCharts';
import { helmAt } from '../test/support/helm';
import { peer } from '../test/support/peer';
import { startChartRepository } from '../test/support/servers/chartRepository';
import { inTemporaryFolder } from '../test/support/temporaryFolder';
import { indexEntry } from './indexEntry';
import { median, race, row } from './race';

const names = Array.from({ length: 10 }, (_, at) => `part-${at}`);
const published = names.flatMap((name) =>
  ['1.0.0', '1.1.0', '2.0.0'].map((version) => [name, version] as const),
);

function chartOn(repository: string, count: number): Files {
  const dependencies = names
    .slice(0, count)
    .map((name) => ({ name, version: '^1.0.0', repository }));
  const chart = { apiVersion: 'v2', name: 'bench', version: '1.0.0', dependencies };
  return { 'Chart.yaml': JSON.stringify(chart) };
}

/** 120 charts of 50 versions in front of the ten. */
async function enlarge(file: string): Promise<string> {
  const own = JSON.parse(await readFile(file, 'utf8')) as { entries: Record<string, object[]> };
  const charts = Array.from({ length: 120 }, (_, at) => {
    const versions = Array.from({ length: 50 }, (__, patch) =>
      indexEntry(`chart-${at}`, `1.${at}.${patch}`),
    );
    return `  chart-${at}:\n${versions.join('')}`;
  });
  const tail = Object.entries(own.entries).map(
    ([name, versions]) =>
      `  ${name}:\n${versions.map((item) => `  - ${JSON.stringify(item)}\n`).join('')}`,
  );
  const text = `apiVersion: v1\nentries:\n${charts.join('')}${tail.join('')}generated: "2026-01-02T03:04:05Z"\n`;
  await writeFile(file, text);
  return text;
}

async function timeIndex(text: string): Promise<void> {
  const opening: number[] = [];
  const reading: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const start = performance.now();
    const index = await openRepositoryIndex(text, 'https://charts.example');
    const opened = performance.now();
    const found = (await index.versionsOf('chart-60')).length;
    if (found !== 50) throw new Error(`The index has ${found} versions`);
    opening.push(opened - start);
    reading.push(performance.now() - opened);
  }
  const megabytes = (Buffer.byteLength(text) / 1e6).toFixed(1);
  console.log(
    `\nAn index of ${megabytes} MB: opened in ${median(opening).toFixed(0)} ms, the 50 versions of one chart read in ${median(reading).toFixed(0)} ms\n`,
  );
}

async function main(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const repository = await publishCharts(join(folder, 'repository'), published);
    const server = await startChartRepository({ folder: repository });
    try {
      const ours = await writeFiles(join(folder, 'ours'), chartOn(server.url, names.length));
      const helms = await writeFiles(join(folder, 'helms'), chartOn(server.url, names.length));
      const helm = await helmAt(peer('helm'), join(folder, 'home'));
      const update = {
        Chartroom: async () => {
          await updateDependencies(ours, openSources());
          await rm(join(ours, 'charts'), { recursive: true });
        },
        Helm: async () => {
          await helm('dependency', 'update', helms);
          await rm(join(helms, 'charts'), { recursive: true });
        },
      };
      const small = await race(update);
      const text = await enlarge(join(repository, 'index.yaml'));
      await timeIndex(text);
      console.log(
        '| repository | step | Chartroom | Helm 3.10.1 | ratio |\n| --- | --- | --- | --- | --- |',
      );
      console.log(row('index of 10 charts', 'update of 10 dependencies', small));
      // Helm takes many seconds for each dependency then, so there is one, and one round.
      await writeFiles(ours, chartOn(server.url, 1));
      await writeFiles(helms, chartOn(server.url, 1));
      console.log(row('index of 10 MB', 'update of 1 dependency', await race(update, 1)));
    } finally {
      await server.stop();
    }
  });
}

void main();
