import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Helm } from '../helm';
import { signedChart } from '../charts/signedChart';
import { simpleChart } from '../charts/exampleCharts';
import { writeFiles, type Files } from '../charts/writeFiles';

/** Puts a chart that is signed into a folder, with its provenance beside it. */
export async function putSignedChart(folder: string): Promise<void> {
  const file = join(folder, `${signedChart.name}-${signedChart.version}.tgz`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, signedChart.archive);
  await writeFile(`${file}.prov`, signedChart.provenance);
}

/** Packs charts with Helm into a folder and has Helm write the index. */
export async function packWithHelm(
  helm: Helm,
  folder: string,
  charts: readonly Files[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [at, files] of charts.entries()) {
    const chart = await writeFiles(join(`${folder}-sources`, String(at)), files);
    await helm('package', chart, '--destination', folder);
  }
  await helm('repo', 'index', folder);
}

/** An everyday chart of another name and version. */
export function chartOf(name: string, version: string): Files {
  return {
    ...simpleChart,
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\ndescription: Mirrored\n`,
  };
}
