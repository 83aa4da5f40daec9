import { isMatch } from 'picomatch';

/** What matches every chart of a workspace folder. */
const everyPath = '**';

/**
 * The value of `chartroom.publish.repository` for a chart. `levels` are the values of the setting, the nearest to the
 * chart first; in each, a string is for every chart, and in a map the first glob that matches decides.
 *
 * @param path of the chart's folder from its workspace folder, with forward slashes; `.` for that folder itself
 */
export function publishValueFor(levels: readonly unknown[], path: string): string | undefined {
  for (const level of levels) {
    const value = valueIn(level, path);
    if (value !== undefined && value.trim() !== '') return value;
  }
  return undefined;
}

/** The setting with another value for one chart; the others keep theirs. */
export function withPublishValue(
  before: unknown,
  path: string,
  value: string,
): Readonly<Record<string, string>> {
  const others = typeof before === 'string' && before !== '' ? { [everyPath]: before } : before;
  const kept = Object.entries(stringsOf(others)).filter(([glob]) => glob !== path);
  return { [path]: value, ...Object.fromEntries(kept) };
}

function valueIn(level: unknown, path: string): string | undefined {
  if (typeof level === 'string') return level;
  return Object.entries(stringsOf(level)).find(([glob]) => matches(path, glob))?.[1];
}

/** A folder is matched by its own path as well, whatever that would mean as a glob. */
function matches(path: string, glob: string): boolean {
  const trimmed = glob.replace(/^\.\//, '').replace(/(?<=.)\/$/, '');
  if (trimmed === '') return false;
  return (
    trimmed === path || trimmed === everyPath || isMatch(path, trimmed, { dot: true, posix: true })
  );
}

function stringsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
