import { ChartroomError } from '../../base/error';
import { parseIgnore, type IgnoreRules } from '../ignore';

/** The files that a .helmignore leaves, in their order; all of them where it cannot be read. */
export function packedFiles(files: readonly string[], ignore: string): readonly string[] {
  let rules: IgnoreRules;
  try {
    rules = parseIgnore(ignore);
  } catch (error) {
    if (!(error instanceof ChartroomError)) throw error;
    return files;
  }
  const folders = new Map<string, boolean>([['', false]]);
  const isFolderIgnored = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const ignored = isFolderIgnored(parentOf(folder)) || rules.ignores(folder, true);
    folders.set(folder, ignored);
    return ignored;
  };
  return files.filter((path) => !isFolderIgnored(parentOf(path)) && !rules.ignores(path, false));
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
