import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbort, type Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { systemErrorCode } from '../../base/systemError';
import { readChartMetadata } from '../../chart/archive/read';
import { parseConstraint } from '../../chart/constraint';
import { locateField } from '../../chart/locateField';
import type { Dependency, Metadata } from '../../chart/metadata';
import { readDefinition } from '../../chart/readDefinition';
import { parseStrictVersion } from '../../chart/version';
import type { Position } from '../../chart/yamlInvalid';
import { readChartDependencies } from './chartDependencies';
import { matches } from './resolve';

/** In the words of `helm dependency list` (pkg/action/dependency.go). */
export type DependencyStatus =
  | 'ok'
  | 'unpacked'
  | 'missing'
  | 'wrong version'
  | 'invalid version'
  | 'too many matches'
  | 'corrupt'
  | 'misnamed';

export interface ListedDependency {
  readonly dependency: Dependency;
  readonly status: DependencyStatus;
  /** Version in the lock. */
  readonly locked: string | undefined;
  /** The chart that is in charts/ for it. */
  readonly found: FoundChart | undefined;
  /** Where it is written in the file that names it. */
  readonly position: Position | undefined;
}

/** A chart in charts/: a folder, or an archive. */
export interface FoundChart {
  readonly path: string;
  readonly isFolder: boolean;
  readonly metadata: Metadata;
}

export interface DependencyList {
  /** The file that names them. */
  readonly definition: string;
  readonly dependencies: readonly ListedDependency[];
  /** Charts in charts/ that no dependency names. */
  readonly undeclared: readonly FoundChart[];
}

/** `helm dependency list`: what a chart depends on, and what of it is in charts/. Asks no host. */
export async function listDependencies(
  directory: string,
  options: Abortable = {},
): Promise<DependencyList> {
  const { dependencies, lock, definition } = await readChartDependencies(directory, options);
  const vendored = await readCharts(join(directory, 'charts'), options);
  const found = vendored.flatMap(({ chart }) => chart ?? []);
  const isDeclared = ({ metadata }: FoundChart): boolean =>
    dependencies.some(({ name }) => name === metadata.name);
  return {
    definition: definition.path,
    dependencies: dependencies.map((dependency, index) => {
      const { status, chart } = statusOf(dependency, vendored);
      const locked = lockedOf(dependency, index, lock?.dependencies ?? []);
      const position = locateField(definition.text, `dependencies[${index}].name`);
      return { dependency, status, locked, found: chart, position };
    }),
    undeclared: found.filter((chart) => !isDeclared(chart)),
  };
}

/** A lock has them in the order of Chart.yaml; one of before may not. */
function lockedOf(
  { name }: Dependency,
  index: number,
  locked: readonly Dependency[],
): string | undefined {
  const same =
    locked[index]?.name === name ? locked[index] : locked.find((item) => item.name === name);
  return same?.version;
}

/** An entry of charts/, and the chart that it is, if it can be read as one. */
interface Vendored {
  readonly file: string;
  readonly isArchive: boolean;
  readonly chart: FoundChart | undefined;
}

async function readCharts(charts: string, options: Abortable): Promise<Vendored[]> {
  const vendored: Vendored[] = [];
  for (const entry of await entriesOf(charts)) {
    // The rest is not for Helm's loader (pkg/chart/v2/loader/load.go).
    if (/^[_.]/.test(entry.name)) continue;
    const isArchive = !entry.isDirectory() && entry.name.endsWith('.tgz');
    if (!isArchive && !entry.isDirectory()) continue;
    const path = join(charts, entry.name);
    const metadata = await metadataIn(path, isArchive, options);
    const chart = metadata && { path, isFolder: !isArchive, metadata };
    vendored.push({ file: entry.name, isArchive, chart });
  }
  return vendored;
}

async function entriesOf(charts: string) {
  try {
    return await readdir(charts, { withFileTypes: true });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

async function metadataIn(
  path: string,
  isArchive: boolean,
  options: Abortable,
): Promise<Metadata | undefined> {
  try {
    return isArchive
      ? await readChartMetadata(createReadStream(path), options)
      : (await readDefinition(path, options)).metadata;
  } catch (error) {
    if (isAbort(error, options.signal) || !(error instanceof ChartroomError)) throw error;
    return undefined;
  }
}

interface Status {
  readonly status: DependencyStatus;
  readonly chart: FoundChart | undefined;
}

/** Helm looks for archives by their names first, and then for any chart of the name. */
function statusOf(dependency: Dependency, vendored: readonly Vendored[]): Status {
  const { name } = dependency;
  const archives = vendored.filter(
    ({ file, isArchive }) => isArchive && file.startsWith(`${name}-`),
  );
  const named =
    archives.length > 1
      ? archives.filter(({ file }) => parseStrictVersion(file.slice(name.length + 1, -4)))
      : archives;
  const [archive, ...more] = named;
  if (more.length > 0) return { status: 'too many matches', chart: undefined };
  if (archive) return { status: archiveStatus(dependency, archive.chart), chart: archive.chart };
  const chart = vendored.findLast((entry) => entry.chart?.metadata.name === name)?.chart;
  if (!chart) return { status: 'missing', chart: undefined };
  return { status: versionProblem(dependency, chart.metadata) ?? 'unpacked', chart };
}

function archiveStatus(dependency: Dependency, chart: FoundChart | undefined): DependencyStatus {
  if (!chart) return 'corrupt';
  if (chart.metadata.name !== dependency.name) return 'misnamed';
  return versionProblem(dependency, chart.metadata) ?? 'ok';
}

function versionProblem(
  { version = '' }: Dependency,
  metadata: Metadata,
): 'wrong version' | 'invalid version' | undefined {
  if (metadata.version === version) return undefined;
  try {
    return matches(metadata.version, parseConstraint(version)) ? undefined : 'wrong version';
  } catch (error) {
    if (error instanceof ChartroomError) return 'invalid version';
    throw error;
  }
}
