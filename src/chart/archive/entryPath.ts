import { posix } from 'node:path';
import { invalidArchive } from './invalid';

/**
 * The path inside the chart of a tar entry: the first folder removed, whatever its name, and
 * separators normalised. Rules and their order are Helm's (`LoadArchiveFiles`), so that the two
 * accept the same archives and read them the same way.
 *
 * @throws ChartroomError `chart.archive-invalid`
 */
export function entryPath(name: string): string {
  // An archive made on Windows may use backslashes. Like Helm, one backslash makes it the separator.
  const separator = name.includes('\\') ? '\\' : '/';
  const [base, ...rest] = name.split(separator);
  const inside = rest.join('/');
  if (inside.startsWith('/')) {
    throw invalidArchive(
      'The chart archive is refused: chart illegally contains absolute paths: "{entry}"',
      { entry: name },
    );
  }
  const path = cleaned(inside);
  if (path === '.') {
    throw invalidArchive(
      'The chart archive is refused: chart illegally contains content outside the base directory: "{entry}"',
      { entry: name },
    );
  }
  // This also refuses a file named like "..notes", as Helm does.
  if (path.startsWith('..')) {
    throw invalidArchive(
      'The chart archive is refused: chart illegally references parent directory: "{entry}"',
      { entry: name },
    );
  }
  if (/^[a-zA-Z]:\//.test(path)) {
    throw invalidArchive(
      'The chart archive is refused: chart contains illegally named files: "{entry}"',
      { entry: name },
    );
  }
  if (base === 'Chart.yaml') {
    throw invalidArchive(
      'The chart archive is refused: chart yaml not in base directory: "{entry}"',
      { entry: name },
    );
  }
  // Helm has no rule for this one; no file system takes it.
  if (path.includes('\0')) {
    throw invalidArchive(
      'The chart archive is refused: chart contains illegally named files: "{entry}"',
      { entry: name },
    );
  }
  return path;
}

/** Go's path.Clean: as normalize, but without a trailing slash. */
function cleaned(path: string): string {
  const normal = posix.normalize(path);
  return normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal;
}
