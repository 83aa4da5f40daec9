import picomatch from 'picomatch';

/** What matches every chart of a workspace folder. */
const everyPath = '**';

/** One place, or several: the first is where a push goes, the others are published to as well. */
export type PublishValue = string | readonly string[];

/**
 * The places that `chartroom.publish.repository` names for a chart, as they are written, the first for a push. `levels`
 * are the values of the setting, the nearest to the chart first; in each, a string or a list is for every chart, and in
 * a map the first glob that matches decides. The nearest level that names a place has the say.
 *
 * @param path of the chart's folder from its workspace folder, with forward slashes; `.` for that folder itself
 */
export function publishValuesFor(levels: readonly unknown[], path: string): readonly string[] {
  for (const level of levels) {
    const places = placesIn(level, path);
    if (places.length > 0) return places;
  }
  return [];
}

/** The setting with another first place for one chart; its further places stay, and so do the other charts'. */
export function withPublishValue(
  before: unknown,
  path: string,
  value: string,
): Readonly<Record<string, PublishValue>> {
  const others = isValue(before) && before.length > 0 ? { [everyPath]: before } : before;
  const kept = Object.entries(valuesOf(others));
  const own = kept.find(([glob]) => glob === path)?.[1];
  return {
    [path]: withFirstPlace(own, value),
    ...Object.fromEntries(kept.filter(([glob]) => glob !== path)),
  };
}

/** A value with another first place; the further ones stay. */
export function withFirstPlace(before: unknown, value: string): PublishValue {
  if (!Array.isArray(before)) return value;
  const [, ...others] = placesOf(before);
  const kept = others.filter((place) => place !== value);
  return kept.length > 0 ? [value, ...kept] : value;
}

function placesIn(level: unknown, path: string): readonly string[] {
  if (isValue(level)) return placesOf(level);
  const value = Object.entries(valuesOf(level)).find(([glob]) => matches(path, glob))?.[1];
  return value === undefined ? [] : placesOf(value);
}

/** Each place once, in order. */
function placesOf(value: PublishValue | readonly unknown[]): readonly string[] {
  const all: readonly unknown[] = typeof value === 'string' ? [value] : value;
  const places = all.filter((place) => typeof place === 'string' && place.trim() !== '');
  return [...new Set(places as string[])];
}

/** A folder is matched by its own path as well, whatever that would mean as a glob. */
function matches(path: string, glob: string): boolean {
  const trimmed = glob.replace(/^\.\//, '').replace(/(?<=.)\/$/, '');
  if (trimmed === '') return false;
  return trimmed === path || trimmed === everyPath || matcherOf(trimmed)(path);
}

/** Compiled globs: a view asks for every chart of a workspace, and the globs are always the same few. */
const matchers = new Map<string, (path: string) => boolean>();
const mostMatchers = 500;

function matcherOf(glob: string): (path: string) => boolean {
  const matcher = matchers.get(glob) ?? picomatch(glob, { dot: true, posix: true });
  if (matchers.size >= mostMatchers) matchers.clear();
  matchers.set(glob, matcher);
  return matcher;
}

function isValue(value: unknown): value is PublishValue {
  return typeof value === 'string' || Array.isArray(value);
}

function valuesOf(value: unknown): Record<string, PublishValue> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter((entry): entry is [string, PublishValue] => isValue(entry[1])),
  );
}
