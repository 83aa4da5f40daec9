import { ChartroomError } from '../../base/error';
import { parseConstraint } from '../../chart/constraint';
import { dependencyOrigin } from '../../chart/dependencyOrigin';
import { helm2LockDigest, lockDigest } from '../../chart/lock';
import type { Lock } from '../../chart/lockFile';
import type { Dependency } from '../../chart/metadata';
import { forEachParallel } from '../../oci/parallel';
import { placingErrors, readChartDependencies, type ChartDependencies } from './chartDependencies';
import { checkInPlace, matches, type Resolved } from './resolve';
import type { DependencySources } from './sources';
import {
  fillCharts,
  nothing,
  updateDependencies,
  type FillOptions,
  type FillResult,
} from './update';

/**
 * `helm dependency build`: puts exactly the versions of the lock into charts/; without a lock it is an update. Unlike
 * Helm, it needs no repository to be added first.
 *
 * @throws ChartroomError `dependency.lock-out-of-step`, and those of `updateDependencies`
 */
export async function buildDependencies(
  directory: string,
  sources: DependencySources,
  options: FillOptions = {},
): Promise<FillResult> {
  const chart = await readChartDependencies(directory, options);
  const { lock } = chart;
  if (!lock) return updateDependencies(directory, sources, options);
  if (chart.dependencies.length === 0 && lock.dependencies.length === 0) return nothing;
  if (!(await isInStep(chart, lock, sources))) throw outOfStep(chart);
  const resolved = new Map<Dependency, Resolved>();
  await forEachParallel(lock.dependencies, 6, options.signal, async (locked, signal) => {
    resolved.set(locked, await resolveLocked(chart, locked, sources, { ...options, signal }));
  });
  const inOrder = lock.dependencies.flatMap((locked) => resolved.get(locked) ?? []);
  return fillCharts(chart, inOrder, undefined, options);
}

/** Whether the lock is of what the chart asks for (Helm, pkg/downloader/manager.go, Build). */
export async function isInStep(
  { dependencies, metadata }: ChartDependencies,
  lock: Lock,
  sources: Pick<DependencySources, 'resolveAlias'>,
): Promise<boolean> {
  const required = await Promise.all(
    dependencies.map(async (item) => ({
      ...item,
      repository: await sources.resolveAlias(item.repository),
    })),
  );
  if (lockDigest(required, lock.dependencies) === lock.digest) return true;
  return metadata.apiVersion === 'v1' && helm2LockDigest(dependencies) === lock.digest;
}

async function resolveLocked(
  chart: ChartDependencies,
  locked: Dependency,
  sources: DependencySources,
  options: FillOptions,
): Promise<Resolved> {
  const dependency = chart.dependencies.find(({ name }) => name === locked.name) ?? locked;
  const found = { dependency, required: dependency, locked };
  const { version = '' } = locked;
  const origin = dependencyOrigin(locked);
  if (origin.kind === 'vendored') {
    await checkInPlace(chart, dependency, parseConstraint(version), options);
    return { ...found, source: undefined };
  }
  return placingErrors(chart, dependency, 'repository', async () => {
    const source = await sources.of(locked, { signal: options.signal, chart: chart.directory });
    if (origin.kind === 'folder') {
      const [actual] = await source.versions({ signal: options.signal });
      if (!actual || !matches(actual.version, parseConstraint(version))) throw outOfStep(chart);
    }
    return { ...found, source };
  });
}

function outOfStep({ directory, lockName, definition }: ChartDependencies): ChartroomError {
  return new ChartroomError({
    code: 'dependency.lock-out-of-step',
    template:
      '{lock} is out of step with the dependencies in {path}: they have changed since it was written',
    facts: { lock: lockName, path: definition.path },
    remedy: { kind: 'update-dependencies', chart: directory },
  });
}
