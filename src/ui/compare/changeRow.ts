import type { ChartComparison, SubchartChange } from '../../publishing/compare/compareCharts';
import type { FileChange } from '../../publishing/compare/fileChanges';
import type { ComparedPair } from './comparedChart';
import { fileTree, type FileTree } from '../../publishing/contents/fileTree';

/** A row of the Comparison view. */
export type ChangeRow = SummaryRow | FolderRow | FileRow;

/** What changed in values and Chart.yaml, in numbers. */
export interface SummaryRow {
  readonly type: 'summary';
  readonly id: string;
  readonly comparison: ChartComparison;
}

export interface FolderRow {
  readonly type: 'folder';
  readonly id: string;
  readonly parent: FolderRow | undefined;
  /** In the outermost chart. */
  readonly path: string;
  /** The last part of the path; several where a folder holds nothing but the next. */
  readonly name: string;
  readonly isSubchart: boolean;
  /** Whether what is in it is shown from the start. */
  readonly isOpen: boolean;
  /** Where it is a sub-chart whose version is another. */
  readonly versions: SubchartChange | undefined;
}

export interface FileRow {
  readonly type: 'file';
  readonly id: string;
  readonly parent: FolderRow | undefined;
  readonly name: string;
  readonly change: FileChange;
  readonly pair: ComparedPair;
}

/** The rows of a comparison as folders. */
export interface ChangeRows {
  below(parent: FolderRow | undefined): readonly ChangeRow[];
}

/** More files than anybody looks through without a folder in mind; all their rows at once keep VS Code busy. */
const mostOpen = 500;

export function changeRows(comparison: ChartComparison, pair: ComparedPair): ChangeRows {
  const changes = new Map(comparison.files.map((change) => [change.path, change]));
  const tree = fileTree(changes.keys());
  const isOpen = changes.size <= mostOpen;
  const subcharts = new Map(comparison.subcharts.map((one) => [folderOf(one.path), one]));
  const rowsIn = (parent: FolderRow | undefined): readonly ChangeRow[] =>
    (tree.get(parent?.path ?? '') ?? []).flatMap(({ name, type }): readonly ChangeRow[] => {
      const path = parent ? `${parent.path}/${name}` : name;
      if (type === 'folder') return [{ ...folderRow(tree, subcharts, parent, path), isOpen }];
      const change = changes.get(path);
      return change ? [{ type: 'file', id: `file ${path}`, parent, name, change, pair }] : [];
    });
  return {
    below: (parent) =>
      parent || !saysMore(comparison)
        ? rowsIn(parent)
        : [{ type: 'summary', id: 'summary', comparison }, ...rowsIn(undefined)],
  };
}

function folderRow(
  tree: FileTree,
  subcharts: ReadonlyMap<string, SubchartChange>,
  parent: FolderRow | undefined,
  path: string,
): Omit<FolderRow, 'isOpen'> {
  let deepest = path;
  for (;;) {
    const [only, ...others] = tree.get(deepest) ?? [];
    if (only?.type !== 'folder' || others.length > 0 || isSubchart(deepest)) break;
    deepest = `${deepest}/${only.name}`;
  }
  return {
    type: 'folder',
    id: `folder ${deepest}`,
    parent,
    path: deepest,
    name: parent ? deepest.slice(parent.path.length + 1) : deepest,
    isSubchart: isSubchart(deepest),
    versions: subcharts.get(deepest),
  };
}

/** `redis/common` is in `charts/redis/charts/common`. */
function folderOf(subchart: string): string {
  return `charts/${subchart.split('/').join('/charts/')}`;
}

function isSubchart(path: string): boolean {
  return /^(?:charts\/[^/_.][^/]*\/)*charts\/[^/_.][^/]*$/.test(path);
}

/** Whether there is more to sum up than files. */
function saysMore({ metadata, dependencies, subcharts, values }: ChartComparison): boolean {
  return metadata.length + dependencies.length + subcharts.length + values.length > 0;
}
