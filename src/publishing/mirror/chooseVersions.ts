import { acceptingPrereleases, parseConstraint, satisfies } from '../../chart/constraint';
import { newestFirst, parseVersion } from '../../chart/version';
import type { VersionSelection } from './mirror';

export interface ChosenVersions<T> {
  /** Newest first; a version that the source has twice is there once, as it comes first. */
  readonly chosen: readonly T[];
  /** What is listed and the source does not have. */
  readonly missing: readonly string[];
}

/**
 * The versions of a chart that a selection means, of all that its source has.
 *
 * @throws ChartroomError `chart.constraint-invalid`
 */
export function chooseVersions<T>(
  available: readonly T[],
  textOf: (item: T) => string,
  { listed, constraint, newest, prereleases }: VersionSelection,
): ChosenVersions<T> {
  const byText = new Map<string, T>();
  for (const item of available) if (!byText.has(textOf(item))) byText.set(textOf(item), item);
  const wanted = new Set(listed);
  const isWanted = listed ? (text: string) => wanted.has(text) : wantedBy(constraint, prereleases);
  const matching = newestFirst(
    [...byText.values()].filter((item) => isWanted(textOf(item))),
    textOf,
  );
  return {
    chosen: newest === undefined ? matching : matching.slice(0, newest),
    missing: (listed ?? []).filter((text) => !byText.has(text)),
  };
}

function wantedBy(text: string | undefined, prereleases: boolean): (version: string) => boolean {
  if (text === undefined) {
    return (candidate) => {
      const version = parseVersion(candidate);
      return version !== undefined && (prereleases || version.prerelease === '');
    };
  }
  const written = parseConstraint(text);
  const constraint = prereleases ? acceptingPrereleases(written) : written;
  return (candidate) => {
    const version = parseVersion(candidate);
    return version !== undefined && satisfies(constraint, version);
  };
}
