import { hasCode } from '../../base/error';
import type { ChartSelection } from '../mirror/mirror';
import { readMirrorFile } from '../mirror/readMirrorFile';
import { targetOf } from '../mirror/target';

/** The registries that a mirror file copies to, each as `host[:port]`; none while there are mistakes in it. */
export function mirrorRegistries(yaml: string): readonly string[] {
  const charts = readMirrorFile(yaml).mirror?.sources.flatMap((source) => source.charts) ?? [];
  return [...new Set(charts.flatMap(registryOf))];
}

function registryOf(chart: ChartSelection): readonly string[] {
  try {
    return [targetOf(chart, chart.name).registry];
  } catch (error) {
    if (hasCode(error, 'publish.target-invalid')) return [];
    throw error;
  }
}
