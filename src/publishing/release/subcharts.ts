import { createReadStream } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Abortable } from '../../base/abort';
import { contentOf, readArchive } from '../../chart/archive/read';
import { parseConstraint } from '../../chart/constraint';
import { loadChartFolder, type ChartFolder } from '../../chart/folder';
import type { Dependency } from '../../chart/metadata';
import { compareVersions, parseVersion } from '../../chart/version';
import { listDependencies, type FoundChart } from '../dependencies/list';
import { matches } from '../dependencies/resolve';
import type { ReleaseChart } from './chart';
import { workspaceDependencies, type WorkspaceDependency } from './order';

/** A dependency that is another chart of the workspace, and whose content there is not what charts/ has. */
export interface OutdatedSubchart extends WorkspaceDependency {
  /** The version in charts/; undefined where it has none. */
  readonly found: string | undefined;
}

/**
 * Which sub-charts an update of the dependencies would get anew, once the charts of the workspace are published. A chart
 * that is a folder in charts/ is kept by its author, and one that asks for another version than the workspace has is
 * meant to.
 *
 * @throws ChartroomError those of `listDependencies` and `loadChartFolder`, of the chart and of the charts it depends on
 */
export async function outdatedSubcharts(
  chart: ReleaseChart,
  workspace: readonly ReleaseChart[],
  options: Abortable = {},
): Promise<readonly OutdatedSubchart[]> {
  const needed = workspaceDependencies(chart, workspace);
  if (needed.length === 0) return [];
  const { dependencies } = await listDependencies(chart.directory, options);
  const outdated: OutdatedSubchart[] = [];
  for (const need of needed) {
    const listed = dependencies.find(({ dependency }) => isSame(dependency, need.dependency));
    if (await isOutdated(need, listed?.found, options)) {
      outdated.push({ ...need, found: listed?.found?.metadata.version });
    }
  }
  return outdated;
}

async function isOutdated(
  { dependency, chart, place }: WorkspaceDependency,
  found: FoundChart | undefined,
  options: Abortable,
): Promise<boolean> {
  if (found?.isFolder) return false;
  if (place && !isWanted(chart.version, dependency)) return false;
  if (!found) return true;
  const { version } = found.metadata;
  if (version !== chart.version) return !place || !isNewer(version, chart.version);
  const folder = await loadChartFolder(chart.directory, { ...options, incomplete: true });
  return !(await holds(found, folder, options));
}

function isWanted(version: string, { version: constraint = '' }: Dependency): boolean {
  try {
    return matches(version, parseConstraint(constraint));
  } catch {
    // The update says what is wrong with it.
    return true;
  }
}

function isNewer(version: string, other: string): boolean {
  const [a, b] = [parseVersion(version), parseVersion(other)];
  return a !== undefined && b !== undefined && compareVersions(a, b) > 0;
}

/** What Helm writes anew when it packs a chart, so that its bytes say nothing. */
const rewritten = /^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|charts\/.*)$/;

/** Whether an archive has the files of a folder, packed by whichever tool. */
async function holds(
  { path, metadata }: FoundChart,
  folder: ChartFolder,
  options: Abortable,
): Promise<boolean> {
  if (!isDeepStrictEqual(metadata, folder.metadata)) return false;
  const left = new Map(folder.files.map((file) => [file.path, file]));
  for await (const entry of readArchive(createReadStream(path), options)) {
    const file = left.get(entry.path);
    left.delete(entry.path);
    if (rewritten.test(entry.path)) continue;
    if (file?.size !== entry.size) return false;
    if (Buffer.compare(await contentOf(entry), await file.read(options)) !== 0) return false;
  }
  return [...left.keys()].every((file) => rewritten.test(file));
}

function isSame(a: Dependency, b: Dependency): boolean {
  return a.name === b.name && a.alias === b.alias && a.repository === b.repository;
}
