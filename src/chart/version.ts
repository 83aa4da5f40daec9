/**
 * A version as Helm's SemVer library reads it (Masterminds/semver v3, version.go). The numbers are
 * unsigned 64-bit; `original` is the text, which file names and tags keep as it was written.
 */
export interface Version {
  readonly original: string;
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  /** Without the leading `-`; empty when there is none. */
  readonly prerelease: string;
  /** Without the leading `+`; empty when there is none. */
  readonly metadata: string;
}

const largestNumber = 2n ** 64n - 1n;
const identifiers = String.raw`[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*`;
const suffixes = String.raw`(?:-(${identifiers}))?(?:\+(${identifiers}))?`;
const coercible = new RegExp(String.raw`^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?${suffixes}$`);
const strict = new RegExp(String.raw`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)${suffixes}$`);
const leadingZero = /^0\d+$/;
const numeric = /^\d+$/;

/** Reads `v1.2`, `01.2.3` and the like as well as SemVer, as `NewVersion` does; undefined when it is neither. */
export function parseVersion(text: string): Version | undefined {
  return versionOf(coercible.exec(text));
}

/** Reads SemVer 2 only, as `StrictNewVersion` does; undefined when it is not that. */
export function parseStrictVersion(text: string): Version | undefined {
  return versionOf(strict.exec(text));
}

/** SemVer 2 precedence (section 11): negative when `a` is older. Build metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  return (
    compareNumbers(a.major, b.major) ||
    compareNumbers(a.minor, b.minor) ||
    compareNumbers(a.patch, b.patch) ||
    comparePrereleases(a.prerelease, b.prerelease)
  );
}

/** Precedence of two pre-release texts; a release (the empty text) comes after all of them. */
export function comparePrereleases(a: string, b: string): number {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  const ofA = a.split('.');
  const ofB = b.split('.');
  for (const [index, identifier] of ofA.entries()) {
    const other = ofB[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return ofA.length - ofB.length;
}

/**
 * Sorts a list by version: versions (coerced) newest first, then everything that is no version. What
 * is left equal, such as two builds of one version, goes by code point. Each text is read once: a
 * repository can have 10,000 of them.
 */
export function newestFirst<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  return items
    .map((item) => {
      const text = textOf(item);
      return { item, text, version: parseVersion(text) };
    })
    .sort((a, b) => {
      if (a.version && b.version) {
        return compareVersions(b.version, a.version) || compareTexts(a.text, b.text);
      }
      if (a.version || b.version) return a.version ? -1 : 1;
      return compareTexts(a.text, b.text);
    })
    .map(({ item }) => item);
}

function versionOf(match: RegExpExecArray | null): Version | undefined {
  if (!match) return undefined;
  const [original, major = '0', minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  if (prerelease !== '' && prerelease.split('.').some(isZeroLed)) return undefined;
  const version = {
    original,
    major: BigInt(major),
    minor: BigInt(minor),
    patch: BigInt(patch),
    prerelease,
    metadata,
  };
  const fits = [version.major, version.minor, version.patch].every((n) => n <= largestNumber);
  return fits ? version : undefined;
}

function isZeroLed(identifier: string): boolean {
  return leadingZero.test(identifier);
}

function compareIdentifiers(a: string, b: string): number {
  const numberA = identifierNumber(a);
  const numberB = identifierNumber(b);
  if (numberA !== undefined && numberB !== undefined) return compareNumbers(numberA, numberB);
  if (numberA !== undefined) return -1;
  if (numberB !== undefined) return 1;
  return compareTexts(a, b);
}

/** Digits beyond 64 bits are compared as text: `comparePrePart` gives up on them too. */
function identifierNumber(identifier: string): bigint | undefined {
  if (!numeric.test(identifier)) return undefined;
  const number = BigInt(identifier);
  return number <= largestNumber ? number : undefined;
}

function compareNumbers(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By code point: UTF-16 units would put an astral character before U+FF01. */
function compareTexts(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
