import { ChartroomError } from '../../base/error';
import type { Metadata } from '../../chart/metadata';
import type { PlannedVersion } from './plan';

/** An archive is to be the chart that its index says. @throws ChartroomError `mirror.wrong-chart` */
export function checkChart(
  { name, version }: Pick<Metadata, 'name' | 'version'>,
  wanted: Pick<PlannedVersion, 'chart' | 'version'>,
  url: string,
): void {
  if (name === wanted.chart && version === wanted.version) return;
  throw new ChartroomError({
    code: 'mirror.wrong-chart',
    template: 'The archive at {url} is {chart}, and {wanted} in the index',
    facts: { url, chart: `${name} ${version}`, wanted: `${wanted.chart} ${wanted.version}` },
  });
}
