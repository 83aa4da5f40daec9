import { isDeepStrictEqual } from 'node:util';
import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { giveTurn } from '../../base/timeSlices';
import { parseLongGoYaml } from '../../chart/goYaml';
import { parseMetadata } from '../../chart/metadata';
import { isText, textOf } from '../../chart/text';
import { countLines, type LineCounts } from './lineDiff';
import type { SideFile, SideFiles } from './side';
import { isSameValue } from './value';

export interface FileChange {
  readonly change: 'added' | 'removed' | 'changed';
  /** In the outermost chart, with sub-charts by their names: `charts/redis/values.yaml`. */
  readonly path: string;
  /** The path in the chart of that side, where the archive of a sub-chart is a folder; absent where the file is not there. */
  readonly before?: string;
  readonly after?: string;
  /** Absent for what is no text. */
  readonly lines?: LineCounts;
  /** True where Helm reads the same from both, such as a Chart.yaml that `helm package` has written again. */
  readonly sameMeaning?: true;
}

/** The place of a chart in both sides; each path ends with `/`, that of the outermost is empty. */
export interface Folders {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** Compares the files of one chart, by path. Reads two files at a time, and lets others have the thread between them. */
export async function* fileChanges(
  before: SideFiles,
  after: SideFiles,
  folders: Folders,
  options: Abortable,
): AsyncGenerator<FileChange> {
  for (const path of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    await giveTurn();
    options.signal?.throwIfAborted();
    const [one, other] = [before.get(path), after.get(path)];
    const place = {
      path: folders.path + path,
      ...(one && { before: folders.before + path }),
      ...(other && { after: folders.after + path }),
    };
    if (one && other) {
      const difference = await differenceOf(path, one, other, options);
      if (difference) yield { change: 'changed', ...place, ...difference };
      continue;
    }
    const bytes = await (one ?? other)?.read(options);
    if (!bytes) continue;
    yield { change: one ? 'removed' : 'added', ...place, ...wholly(bytes, !one) };
  }
}

async function differenceOf(
  path: string,
  before: SideFile,
  after: SideFile,
  options: Abortable,
): Promise<Pick<FileChange, 'lines' | 'sameMeaning'> | undefined> {
  const [one, other] = [await before.read(options), await after.read(options)];
  if (Buffer.compare(one, other) === 0) return undefined;
  if (!isText(one) || !isText(other)) return {};
  const [text, otherText] = [textOf(one), textOf(other)];
  return {
    lines: countLines(text, otherText),
    ...((await saysTheSame(path, text, otherText)) && { sameMeaning: true }),
  };
}

function wholly(bytes: Uint8Array, isNew: boolean): Pick<FileChange, 'lines'> {
  if (!isText(bytes)) return {};
  const text = textOf(bytes);
  return { lines: isNew ? countLines('', text) : countLines(text, '') };
}

const readByHelm = /^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|values\.yaml)$/;

async function saysTheSame(path: string, before: string, after: string): Promise<boolean> {
  if (!readByHelm.test(path)) return false;
  try {
    if (path === 'Chart.yaml')
      return isDeepStrictEqual(parseMetadata(before), parseMetadata(after));
    const one = await parseLongGoYaml(before, path);
    return isSameValue(one, await parseLongGoYaml(after, path));
  } catch (error) {
    if (error instanceof ChartroomError) return false;
    throw error;
  }
}
