import type { Abortable } from '../../base/abort';
import { giveTurn } from '../../base/timeSlices';
import type { Digest } from '../../oci/digest';
import { textOf } from '../../chart/text';
import type { ContentsReader } from '../contents/contentsReader';
import { fileChanges, type FileChange, type Folders } from './fileChanges';
import {
  dependencyChanges,
  metadataChanges,
  type DependencyChange,
  type FieldChange,
} from './metadataChanges';
import { nestCharts, type NestedChart } from './nestedChart';
import { pairSubcharts, type SubchartPair } from './pairSubcharts';
import { openSide, type Side, type SideContent } from './side';
import { compareValues, type ValuesComparison } from './valuesChanges';

/** What makes one chart of another. Holds no content of a file but what changed in values. */
export interface ChartComparison {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  /** Those of sub-charts too, by path. None where the charts are the same. */
  readonly files: readonly FileChange[];
  readonly subcharts: readonly SubchartChange[];
  /** Of the outermost Chart.yaml. Nothing where one of the two cannot be read. */
  readonly metadata: readonly FieldChange[];
  readonly dependencies: readonly DependencyChange[];
  /** The outermost chart first. Charts whose values are the same are left out. */
  readonly values: readonly ChartValues[];
}

export interface ComparedSide {
  readonly name: string;
  /** Of the archive; a folder has none. */
  readonly digest: Digest | undefined;
}

/** A sub-chart in `charts/` that is new, gone or of another version. */
export interface SubchartChange {
  /** By the names of the charts it is in: `redis`, `redis/common`. */
  readonly path: string;
  /** The version; absent where the sub-chart is not there. */
  readonly before?: string;
  readonly after?: string;
}

/** What changed in one values.yaml. */
export interface ChartValues extends ValuesComparison {
  /** By the names of the charts it is in; empty for the outermost. */
  readonly chart: string;
}

export interface CompareOptions extends Abortable {
  readonly reader: ContentsReader;
}

/**
 * Compares two charts, their sub-charts too, packed or not: `charts/redis-1.0.0.tgz` with
 * `charts/redis-1.1.0.tgz` or `charts/redis/` file by file. Archives with one digest are not read.
 *
 * @throws ChartroomError `artifact.not-a-chart`, `chart.missing`, and what stores, archives and folders are refused for.
 *   YAML that cannot be read is no error.
 */
export async function compareCharts(
  before: Side,
  after: Side,
  { reader, signal }: CompareOptions,
): Promise<ChartComparison> {
  const open = (side: Side): Promise<SideContent> => openSide(side, reader, { signal });
  const [one, other] = await Promise.all([open(before), open(after)]);
  const sides = {
    before: { name: before.name, digest: one.digest },
    after: { name: after.name, digest: other.digest },
  };
  const found: Found = { files: [], subcharts: [], values: [] };
  if (one.digest !== undefined && one.digest === other.digest) {
    return { ...sides, ...found, metadata: [], dependencies: [] };
  }
  const nest = async (content: SideContent): Promise<NestedChart> => {
    const files = await content.files({ signal });
    await giveTurn();
    return nestCharts(files, { signal });
  };
  // A folder is listed when the rest is there: somebody works on in it while an archive is on its way.
  const nestArchive = async (
    { type }: Side,
    content: SideContent,
  ): Promise<NestedChart | undefined> => (type === 'folder' ? undefined : nest(content));
  const archives = await Promise.all([nestArchive(before, one), nestArchive(after, other)]);
  const left = archives[0] ?? (await nest(one));
  const right = archives[1] ?? (await nest(other));
  await compareNested(left, right, outermost, found, { signal });
  const [from, to] = [left.metadata, right.metadata];
  return {
    ...sides,
    ...found,
    metadata: from && to ? metadataChanges(from, to) : [],
    dependencies: from && to ? dependencyChanges(from, to) : [],
  };
}

/** Where a chart of a comparison is. */
interface At extends Folders {
  /** By the names of the charts it is in. */
  readonly chart: string;
  /** The keys of its values in those of the outermost chart. */
  readonly keys: readonly string[];
}

const outermost: At = { path: '', before: '', after: '', chart: '', keys: [] };

interface Found {
  readonly files: FileChange[];
  readonly subcharts: SubchartChange[];
  readonly values: ChartValues[];
}

async function compareNested(
  before: NestedChart,
  after: NestedChart,
  at: At,
  found: Found,
  options: Abortable,
): Promise<void> {
  for await (const change of fileChanges(before.files, after.files, at, options)) {
    found.files.push(change);
  }
  const isBoth = before !== nothing && after !== nothing;
  if (isBoth) found.values.push(...(await changedValues(before, after, at, options)));
  for (const pair of pairSubcharts(before.subcharts, after.subcharts)) {
    const below = inside(at, pair, [after, before]);
    if (isBoth) found.subcharts.push(...subchartChange(pair, below.chart));
    const [one, other] = [pair.before?.chart ?? nothing, pair.after?.chart ?? nothing];
    await compareNested(one, other, below, found, options);
  }
}

/** The other side of a sub-chart that is new or gone, whose files tell all that there is to tell. */
const nothing: NestedChart = { files: new Map(), subcharts: new Map(), metadata: undefined };

async function changedValues(
  before: NestedChart,
  after: NestedChart,
  { chart, keys }: At,
  options: Abortable,
): Promise<readonly ChartValues[]> {
  const read = async ({ files }: NestedChart): Promise<string> => {
    const bytes = await files.get('values.yaml')?.read(options);
    return bytes ? textOf(bytes) : '';
  };
  const [one, other] = [await read(before), await read(after)];
  if (one === other) return [];
  const { changes, problems } = await compareValues(one, other, keys);
  return changes.length > 0 || problems.length > 0 ? [{ chart, changes, problems }] : [];
}

function inside(at: At, pair: SubchartPair, parents: readonly NestedChart[]): At {
  const { name, before, after } = pair;
  return {
    path: `${at.path}charts/${name}/`,
    before: `${at.before}charts/${before?.entry ?? name}/`,
    after: `${at.after}charts/${after?.entry ?? name}/`,
    chart: at.chart === '' ? name : `${at.chart}/${name}`,
    keys: [...at.keys, keyOf(pair, parents)],
  };
}

/** The values of a sub-chart are under its alias, where the chart around it gives it one. */
function keyOf({ name, before, after }: SubchartPair, parents: readonly NestedChart[]): string {
  const own = (after ?? before)?.chart.metadata?.name ?? name;
  for (const { metadata } of parents) {
    const dependencies = metadata?.dependencies?.filter((one) => one?.name === own) ?? [];
    if (dependencies.length > 0) return dependencies[0]?.alias ?? own;
  }
  return own;
}

function subchartChange({ before, after }: SubchartPair, path: string): readonly SubchartChange[] {
  const [from, to] = [before, after].map((side) => side && (side.chart.metadata?.version ?? ''));
  if (from === to) return [];
  const versions = {
    ...(from !== undefined && { before: from }),
    ...(to !== undefined && { after: to }),
  };
  return [{ path, ...versions }];
}
