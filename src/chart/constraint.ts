import { ChartroomError } from '../base/error';
import { comparePrereleases, compareVersions, parseVersion, type Version } from './version';

/** What a dependency asks of a version: groups of terms. One group must hold, and in it every term. */
export interface Constraint {
  readonly groups: readonly Group[];
}

interface Group {
  readonly terms: readonly Term[];
  /** A term has a pre-release: then every pre-release counts, of whatever version. */
  readonly acceptsPrereleases: boolean;
}

interface Term {
  readonly operator: Operator;
  /** Missing and wildcard parts are zero. */
  readonly version: Version;
  /** How many of major, minor and patch are given before the first that is missing or a wildcard. */
  readonly precision: number;
}

type Operator = '=' | '!=' | '>' | '<' | '>=' | '<=' | '~' | '^';

const operators = new Map<string, Operator>([
  ['', '='],
  ['=', '='],
  ['!=', '!='],
  ['>', '>'],
  ['<', '<'],
  ['>=', '>='],
  ['=>', '>='],
  ['<=', '<='],
  ['=<', '<='],
  ['~', '~'],
  ['~>', '~'],
  ['^', '^'],
]);

const space = String.raw`[\t\n\f\r ]`;
// Masterminds' class has a `|` in it, so the range of `1||2 - 3` begins before the `||`.
const part = String.raw`[0-9xX*|]+`;
const identifiers = String.raw`[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*`;
const version = String.raw`v?(${part})(?:\.(${part}))?(?:\.(${part}))?(?:-(${identifiers}))?(?:\+${identifiers})?`;
const plainVersion = version.replaceAll(/\((?!\?)/g, '(?:');
const range = new RegExp(
  `${space}*(${plainVersion})${space}+-${space}+(${plainVersion})${space}*`,
  'g',
);
const operator = String.raw`(=>|=<|>=|<=|~>|!=|[=<>~^])?`;
const end = `(?:${space}*(?<comma>,)|${space}+|$)`;
const term = new RegExp(`${space}*${operator}${space}*${version}${end}`, 'y');

// The pattern for ranges can look at every rest of the text; nobody writes a constraint this long.
const lengthLimit = 4_096;

/**
 * Reads a constraint as Helm's SemVer library does (Masterminds/semver v3, constraints.go). The
 * empty text is none; callers that mean any version pass `*`.
 *
 * @throws ChartroomError `chart.constraint-invalid` with the fact constraint.
 */
export function parseConstraint(text: string): Constraint {
  if (text.length > lengthLimit) throw invalid(`${text.slice(0, 60)}…`);
  const rewritten = text.replace(range, '>= $1, <= $2 ');
  const groups = rewritten.split('||').map(parseGroup);
  const complete = groups.filter((group) => group !== undefined);
  if (complete.length < groups.length) throw invalid(text);
  return { groups: complete };
}

/** True when the version fulfils the constraint. */
export function satisfies(constraint: Constraint, candidate: Version): boolean {
  return constraint.groups.some(
    ({ terms, acceptsPrereleases }) =>
      (candidate.prerelease === '' || acceptsPrereleases) &&
      terms.every((wanted) => fulfils(candidate, wanted)),
  );
}

/** The same constraint with pre-releases of every version in it (Helm's `--devel`). */
export function acceptingPrereleases({ groups }: Constraint): Constraint {
  return { groups: groups.map((group) => ({ ...group, acceptsPrereleases: true })) };
}

function parseGroup(text: string): Group | undefined {
  const terms: Term[] = [];
  term.lastIndex = 0;
  let isMore = true;
  while (isMore) {
    const match = term.exec(text);
    const parsed = match && parseTerm(match);
    if (!parsed) return undefined;
    terms.push(parsed);
    isMore = match.groups?.['comma'] !== undefined || term.lastIndex < text.length;
  }
  const acceptsPrereleases = terms.some((parsed) => parsed.version.prerelease !== '');
  return { terms, acceptsPrereleases };
}

function parseTerm(match: RegExpExecArray): Term | undefined {
  const [, symbol = '', major, minor, patch, prerelease] = match;
  const parts = [major, minor, patch];
  const firstOpen = parts.findIndex((text) => text === undefined || /^[xX*]$/.test(text));
  const precision = firstOpen < 0 ? parts.length : firstOpen;
  const numbers = parts.map((text, index) => (index < precision ? text : '0')).join('.');
  const parsed = parseVersion(prerelease === undefined ? numbers : `${numbers}-${prerelease}`);
  const named = operators.get(symbol);
  return parsed && named && { operator: named, version: parsed, precision };
}

function fulfils(candidate: Version, wanted: Term): boolean {
  switch (wanted.operator) {
    case '=':
      return wanted.precision < 3
        ? isInTilde(candidate, wanted)
        : compareVersions(candidate, wanted.version) === 0;
    case '!=':
      return isUnequal(candidate, wanted);
    case '>':
      return isGreater(candidate, wanted);
    case '<':
      return compareVersions(candidate, wanted.version) < 0;
    case '>=':
      return compareVersions(candidate, wanted.version) >= 0;
    case '<=':
      return isAtMost(candidate, wanted);
    case '~':
      return isInTilde(candidate, wanted);
    case '^':
      return isInCaret(candidate, wanted);
  }
}

/** `!=1.2` excludes all of 1.2; with a pre-release on either side, only that one. */
function isUnequal(candidate: Version, { version: limit, precision }: Term): boolean {
  if (precision === 1) return candidate.major !== limit.major;
  if (precision !== 2) return compareVersions(candidate, limit) !== 0;
  if (candidate.major !== limit.major || candidate.minor !== limit.minor) return true;
  return comparePrereleases(candidate.prerelease, limit.prerelease) !== 0;
}

/** `>1` begins at 2 and `>1.2` at 1.3. */
function isGreater(candidate: Version, { version: limit, precision }: Term): boolean {
  if (precision === 1) return candidate.major > limit.major;
  if (precision !== 2) return compareVersions(candidate, limit) > 0;
  if (candidate.major !== limit.major) return candidate.major > limit.major;
  return candidate.minor > limit.minor;
}

/** `<=1` ends before 2 and `<=1.2` before 1.3. `<=*` is meant as any and ends before 0.1, as in the library. */
function isAtMost(candidate: Version, { version: limit, precision }: Term): boolean {
  if (precision === 3) return compareVersions(candidate, limit) <= 0;
  if (candidate.major !== limit.major) return candidate.major < limit.major;
  return precision === 1 || candidate.minor <= limit.minor;
}

/** `~0.0.0` and `~*` take any release, as in the library. */
function isInTilde(candidate: Version, { version: limit, precision }: Term): boolean {
  if (compareVersions(candidate, limit) < 0) return false;
  const isZero = limit.major === 0n && limit.minor === 0n && limit.patch === 0n;
  if (isZero && (precision === 0 || precision === 3)) return true;
  return candidate.major === limit.major && (precision === 1 || candidate.minor === limit.minor);
}

/** The first part that is not zero stays. `^*` is meant as any and takes 0.0.0 only, as in the library. */
function isInCaret(candidate: Version, { version: limit, precision }: Term): boolean {
  if (compareVersions(candidate, limit) < 0 || candidate.major !== limit.major) return false;
  if (limit.major > 0n || precision === 1) return true;
  if (candidate.minor !== limit.minor) return false;
  return limit.minor > 0n || precision === 2 || candidate.patch === limit.patch;
}

function invalid(text: string): ChartroomError {
  return new ChartroomError({
    code: 'chart.constraint-invalid',
    template: '"{constraint}" is not a version constraint that Helm can read',
    facts: { constraint: text },
  });
}
