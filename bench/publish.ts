/**
 * Saves, pushes and exports a chart with Chartroom and with Helm, one after the other in one run,
 * and prints the medians and their ratio: `npm run bench`. Peers come from `npm test`.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openLayout } from '../src/oci/layout/layout';
import { exportChart } from '../src/publishing/export';
import { pushChart } from '../src/publishing/push';
import { saveChart } from '../src/publishing/save';
import { noise } from '../test/support/charts/bytes';
import { inTemporaryFolder } from '../test/support/temporaryFolder';
import { writeFiles, type Files } from '../test/support/charts/writeFiles';
import { helmAt, type Helm } from '../test/support/helm';
import { openRegistry } from '../test/support/openRegistry';
import { peer } from '../test/support/peer';
import { startDockerRegistry } from '../test/support/servers/dockerRegistry';
import { race, row, type Contest } from './race';

interface Bench {
  readonly folder: string;
  readonly chart: string;
  readonly host: string;
  readonly helm: Helm;
}

const charts: Readonly<Record<string, Files>> = {
  '10 files, 20 KB': filesOf(10, 2_000),
  '1,000 files, 24 MB': filesOf(1_000, 24_000),
};

function filesOf(count: number, size: number): Files {
  const content = Array.from({ length: count }, (_, at): [string, string] => [
    `files/${at}.txt`,
    Buffer.from(noise(size, at + 1))
      .toString('base64')
      .slice(0, size),
  ]);
  const chart = 'apiVersion: v2\nname: bench\nversion: 1.0.0\n';
  return { 'Chart.yaml': chart, ...Object.fromEntries(content) };
}

/** Each step works on what the one before it has made. */
function contests({
  folder,
  chart,
  host,
  helm,
}: Bench): Readonly<Record<string, Contest<'Chartroom' | 'Helm'>>> {
  const saved = openLayout(join(folder, 'saved'));
  const ours = (round: number) => openRegistry(host).repository(`ours/${round}/bench`);
  const archive = (round: number) => join(folder, `helm-${round}`, 'bench-1.0.0.tgz');
  return {
    save: {
      Chartroom: (round) => saveChart(chart, saved, { reference: `bench:${round}` }),
      Helm: (round) => helm('package', chart, '-d', join(folder, `helm-${round}`)),
    },
    push: {
      Chartroom: (round) => pushChart(saved, `bench:${round}`, ours(round), '1.0.0'),
      Helm: (round) => helm('push', archive(round), `oci://${host}/helm/${round}`),
    },
    'pull and unpack': {
      Chartroom: async (round) => {
        await exportChart(ours(round), '1.0.0', folder);
        await rm(join(folder, 'bench'), { recursive: true });
      },
      Helm: (round) =>
        helm(
          ...['pull', `oci://${host}/helm/${round}/bench`, '--version', '1.0.0', '--untar'],
          ...['-d', join(folder, `untar-${round}`)],
        ),
    },
  };
}

async function main(): Promise<void> {
  console.log(
    '| chart | step | Chartroom | Helm 3.10.1 | ratio |\n| --- | --- | --- | --- | --- |',
  );
  for (const [name, files] of Object.entries(charts)) {
    await inTemporaryFolder(async (folder) => {
      const registry = await startDockerRegistry({ directory: join(folder, 'registry') });
      try {
        const chart = await writeFiles(join(folder, 'bench-chart'), files);
        const helm = await helmAt(peer('helm'), join(folder, 'helm'));
        const bench = { folder, chart, host: registry.host, helm };
        for (const [step, contest] of Object.entries(contests(bench))) {
          console.log(row(name, step, await race(contest)));
        }
      } finally {
        await registry.stop();
      }
    });
  }
}

void main();
