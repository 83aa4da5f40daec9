import type { Abortable } from '../../base/abort';
import { isText, textOf } from '../../chart/text';
import type { FileChange } from './fileChanges';
import { unifiedDiff } from './lineDiff';
import type { SideFile, SideFiles } from './side';

/**
 * The change of one file as `diff -u` and git write it, or their sentence on what is no text.
 *
 * @param before the files of the side before, as `openSide` gives them
 */
export async function diffOfFile(
  { path, before: beforePath, after: afterPath }: FileChange,
  before: SideFiles,
  after: SideFiles,
  options: Abortable = {},
): Promise<string> {
  const read = async (file: SideFile | undefined): Promise<Uint8Array | undefined> =>
    file?.read(options);
  const one = await read(beforePath === undefined ? undefined : before.get(beforePath));
  const other = await read(afterPath === undefined ? undefined : after.get(afterPath));
  const [oneName, otherName] = [`a/${path}`, `b/${path}`];
  if ([one, other].some((bytes) => bytes && !isText(bytes))) {
    return `Binary files ${one ? oneName : '/dev/null'} and ${other ? otherName : '/dev/null'} differ\n`;
  }
  return unifiedDiff(
    { name: oneName, text: one && textOf(one) },
    { name: otherName, text: other && textOf(other) },
  );
}
