import { compareVersions, parseVersion, type Version } from '../../chart/version';
import type { Digest } from '../../oci/digest';
import type { PublishState } from '../publishState';

/**
 * How a chart of the workspace stands at one place:
 * - `same`: its version is there, with the content of the folder;
 * - `differs`: its version is there, with other content;
 * - `published`: its version is there, and the contents could not be compared;
 * - `behind`: its version is not there, and a newer one is;
 * - `not published`: its version is not there, and no newer one either;
 * - `unknown`: the place could not be asked, as without a network.
 */
export type StandingWord =
  'same' | 'differs' | 'published' | 'behind' | 'not published' | 'unknown';

export interface Standing {
  readonly is: StandingWord;
  /** The repository is not there, and a push would not make it. */
  readonly repositoryMissing: boolean;
  /** The newest version there, pre-releases among them. */
  readonly newest?: string | undefined;
  /** What the tag of this version names there. */
  readonly digest?: Digest | undefined;
}

/** Nothing is known yet, or nothing could be found out. */
export const unknownStanding: Standing = { is: 'unknown', repositoryMissing: false };

export function standingOf(state: PublishState, version: string): Standing {
  const { versions, published, digest } = state;
  if (!versions) return unknownStanding;
  const newest = newestOf(versions);
  const facts = { repositoryMissing: state.canCreate === true, newest, digest };
  if (published !== undefined) return { is: published === 'same' ? 'same' : 'differs', ...facts };
  if (versions.includes(version)) return { is: 'published', ...facts };
  return { is: isBehind(version, newest) ? 'behind' : 'not published', ...facts };
}

/** What somebody has to do something about comes first. */
const byUrgency: readonly StandingWord[] = [
  ...(['differs', 'not published', 'behind', 'unknown', 'published', 'same'] as const),
];

/** What is said of a chart with several places: the most urgent of their words, and of how many places it is true. */
export function overallWord(
  standings: readonly Standing[],
): { readonly word: StandingWord; readonly count: number } | undefined {
  const word = byUrgency.find((one) => standings.some(({ is }) => is === one));
  return word && { word, count: standings.filter(({ is }) => is === word).length };
}

/** True where a place lacks what is in the folder, so that publishing would do something. */
export function isDue({ is }: Standing): boolean {
  return is === 'not published' || is === 'differs';
}

function isBehind(version: string, newest: string | undefined): boolean {
  const own = parseVersion(version);
  const other = newest === undefined ? undefined : parseVersion(newest);
  return own !== undefined && other !== undefined && compareVersions(own, other) < 0;
}

/** In one walk: a repository can have thousands. */
function newestOf(versions: readonly string[]): string | undefined {
  let newest: Version | undefined;
  for (const text of versions) {
    const version = parseVersion(text);
    if (version && (!newest || compareVersions(version, newest) > 0)) newest = version;
  }
  return newest?.original;
}
