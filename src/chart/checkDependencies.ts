import { join } from 'node:path';
import { ChartroomError } from '../base/error';
import type { Metadata } from './metadata';

/**
 * Every dependency has to be in `charts/` before a chart is packed. Names only are compared, as in
 * Helm (`pkg/action/package.go`, CheckDependencies).
 *
 * @throws ChartroomError `chart.dependency-missing`
 */
export function checkDependencies(
  metadata: Metadata,
  subcharts: readonly Metadata[],
  directory: string,
): void {
  const present = new Set(subcharts.map((subchart) => subchart.name));
  const missing = (metadata.dependencies ?? []).filter(({ name }) => !present.has(name));
  if (missing.length === 0) return;
  throw new ChartroomError({
    code: 'chart.dependency-missing',
    template:
      'The chart in {directory} is not complete: found in Chart.yaml, but missing in charts/ directory: {names}',
    facts: { directory, names: missing.map(({ name }) => name).join(', ') },
    remedy: { kind: 'open-file', path: join(directory, 'Chart.yaml') },
  });
}
