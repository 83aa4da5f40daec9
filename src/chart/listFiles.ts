import type { Abortable } from '../base/abort';
import { ChartroomError } from '../base/error';
import { entryPath } from './archive/entryPath';
import type { ChartFile } from './folder';
import type { IgnoreRules } from './ignore';
import { chartSizeLimit, fileSizeLimit } from './limits';
import { readUnchanged } from './readUnchanged';
import { walkFolder } from './walk';

/**
 * What of a folder goes into the chart, by path in code-unit order. Limits are those of Helm's
 * archive loader, judged by the sizes on disk before anything is read: what is larger could be
 * packed and pushed, but nobody could install it.
 *
 * @throws ChartroomError `chart.file-too-large`, `chart.too-large`, `chart.file-name-refused` and those of `walkFolder`
 */
export async function listFiles(
  directory: string,
  rules: IgnoreRules,
  options: Abortable,
): Promise<ChartFile[]> {
  const files: ChartFile[] = [];
  let total = 0;
  for await (const found of walkFolder(directory, rules, options)) {
    checkName(found.path);
    if (found.size > fileSizeLimit) throw fileTooLarge(directory, found.path);
    total += found.size;
    if (total >= chartSizeLimit) throw tooLarge(directory);
    files.push({
      path: found.path,
      size: found.size,
      read: (reading) => readUnchanged(found, reading),
    });
  }
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** A name that readers of the archive would refuse, or take for another one. */
function checkName(path: string): void {
  if (!path.includes('\\') && isReadable(path)) return;
  throw new ChartroomError({
    code: 'chart.file-name-refused',
    template:
      'The chart folder cannot be packed: no chart archive can have a file named "{path}"; rename it or name it in .helmignore',
    facts: { path },
  });
}

function isReadable(path: string): boolean {
  try {
    return entryPath(`chart/${path}`) === path;
  } catch {
    return false;
  }
}

function fileTooLarge(directory: string, path: string): ChartroomError {
  return new ChartroomError({
    code: 'chart.file-too-large',
    template:
      'The chart folder {directory} cannot be loaded: chart file "{path}" is larger than the maximum file size {limit} bytes; if it is no part of the chart, name it in .helmignore',
    facts: { directory, path, limit: fileSizeLimit },
  });
}

function tooLarge(directory: string): ChartroomError {
  return new ChartroomError({
    code: 'chart.too-large',
    template:
      'The chart folder {directory} cannot be loaded: its files are larger together than the maximum size {limit} bytes; name what is no part of the chart in .helmignore',
    facts: { directory, limit: chartSizeLimit },
  });
}
