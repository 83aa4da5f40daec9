import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { giveTurn } from '../../base/timeSlices';
import { parseMetadata, type UncheckedMetadata } from '../../chart/metadata';
import { textOf } from '../../chart/text';
import type { SideFile, SideFiles } from './side';

/** A chart with the charts in its `charts/`, packed or not. */
export interface NestedChart {
  /** Its own files by their path in it. */
  readonly files: SideFiles;
  /** By the name of their entry in `charts/`: `redis`, `redis-17.0.0.tgz`. */
  readonly subcharts: ReadonlyMap<string, NestedChart>;
  /** What Chart.yaml says, where it can be read. */
  readonly metadata: UncheckedMetadata | undefined;
}

/** Sorts the files of a chart by the sub-chart they belong to. Reads each Chart.yaml. */
export async function nestCharts(files: SideFiles, options: Abortable = {}): Promise<NestedChart> {
  const own = new Map<string, SideFile>();
  const groups = new Map<string, Map<string, SideFile>>();
  for (const [path, file] of files) {
    await giveTurn();
    const { entry, below } = subchartPath(path, files) ?? {};
    if (entry === undefined || below === undefined) {
      own.set(path, file);
      continue;
    }
    const group = groups.get(entry) ?? new Map<string, SideFile>();
    groups.set(entry, group.set(below, file));
  }
  const subcharts = new Map<string, NestedChart>();
  for (const [entry, members] of groups) subcharts.set(entry, await nestCharts(members, options));
  return { files: own, subcharts, metadata: await metadataIn(own, options) };
}

/** Undefined for a file that is no sub-chart's: Helm skips what is hidden or kept aside by its name (`LoadFiles`). */
function subchartPath(
  path: string,
  files: SideFiles,
): { readonly entry: string; readonly below: string } | undefined {
  const [, entry, below] = /^charts\/([^/_.][^/]*)\/(.+)$/s.exec(path) ?? [];
  if (entry === undefined || below === undefined) return undefined;
  return files.has(`charts/${entry}/Chart.yaml`) ? { entry, below } : undefined;
}

async function metadataIn(
  files: SideFiles,
  options: Abortable,
): Promise<UncheckedMetadata | undefined> {
  const file = files.get('Chart.yaml');
  if (!file) return undefined;
  try {
    return parseMetadata(textOf(await file.read(options)));
  } catch (error) {
    if (error instanceof ChartroomError) return undefined;
    throw error;
  }
}
