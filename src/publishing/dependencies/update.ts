import { randomUUID } from 'node:crypto';
import { lstat, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { systemErrorCode } from '../../base/systemError';
import { lockDigest } from '../../chart/lock';
import { lockText } from '../../chart/lockFile';
import type { Dependency } from '../../chart/metadata';
import { readChartDependencies, type ChartDependencies } from './chartDependencies';
import { onDisk } from './diskError';
import { place } from './place';
import { resolveDependencies, type Resolved } from './resolve';
import type { DependencySources } from './sources';
import { fetchArchives, withStaging, type FetchProgress } from './staging';

export interface FillOptions extends Abortable {
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
  /** The time written into a lock; now when not given. */
  readonly now?: Date | undefined;
}

export interface FillResult {
  /** What each dependency was resolved to, in the order of Chart.yaml. */
  readonly locked: readonly Dependency[];
  /** Files of charts/ that were got anew. */
  readonly archives: readonly string[];
  /** Outdated archives that were taken out of charts/. */
  readonly removed: readonly string[];
  /** Name of the lock when it was written. */
  readonly lock: string | undefined;
}

/**
 * `helm dependency update`: finds the newest version of each dependency that its constraint allows, puts the archives
 * into charts/ and writes the lock, when it has changed. A failure or a cancel leaves charts/ and the lock as they were.
 *
 * @param directory the chart folder
 * @throws ChartroomError those of `resolveDependencies` and `fetchArchives`, and `dependency.write-failed`
 */
export async function updateDependencies(
  directory: string,
  sources: DependencySources,
  options: FillOptions = {},
): Promise<FillResult> {
  const chart = await readChartDependencies(directory, options);
  if (chart.dependencies.length === 0) return nothing;
  const resolved = await resolveDependencies(chart, sources, options);
  const locked = resolved.map((item) => item.locked);
  const digest = lockDigest(
    resolved.map((item) => item.required),
    locked,
  );
  // Helm leaves a lock alone that says the same, so that its time does not change.
  const isSame = chart.lock?.digest === digest;
  const text = lockText({
    dependencies: locked,
    digest,
    generated: (options.now ?? new Date()).toISOString(),
  });
  return fillCharts(chart, resolved, isSame ? undefined : text, options);
}

export const nothing: FillResult = { locked: [], archives: [], removed: [], lock: undefined };

/** Gets the archives, puts them into charts/, and writes the lock where it is given. */
export async function fillCharts(
  chart: ChartDependencies,
  resolved: readonly Resolved[],
  lock: string | undefined,
  options: FillOptions,
): Promise<FillResult> {
  const charts = join(chart.directory, 'charts');
  const wanted = resolved.flatMap(({ dependency, locked, source }) =>
    source ? [{ name: dependency.name, version: locked.version ?? '', source }] : [],
  );
  const kept = new Set(resolved.filter(({ source }) => !source).map(({ locked }) => locked.name));
  return withStaging(charts, async (staging) => {
    const files = await fetchArchives(wanted, staging, options);
    const { removed } = await place(
      { staging, charts, files, kept },
      () => writeLock(chart, lock),
      options,
    );
    return {
      locked: resolved.map(({ locked }) => locked),
      archives: [...files].sort(),
      removed,
      lock: lock === undefined ? undefined : chart.lockName,
    };
  });
}

async function writeLock(
  { directory, lockName }: ChartDependencies,
  text: string | undefined,
): Promise<void> {
  if (text === undefined) return;
  const path = join(directory, lockName);
  await refuseLink(path, lockName);
  const partial = join(directory, `.${lockName}.${randomUUID()}.partial`);
  try {
    await onDisk(path, async () => {
      await writeFile(partial, text, { mode: 0o644 });
      await rename(partial, path);
    });
  } finally {
    await rm(partial, { force: true });
  }
}

/** As Helm does: what a link points at may be anything (manager.go, `writeLock`). */
async function refuseLink(path: string, name: string): Promise<void> {
  const isLink = await lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    (error: unknown) => {
      if (systemErrorCode(error) === 'ENOENT') return false;
      throw error;
    },
  );
  if (!isLink) return;
  throw new ChartroomError({
    code: 'dependency.lock-is-link',
    template: '{name} is a symbolic link, which is not written through: {path}',
    facts: { name, path },
  });
}
