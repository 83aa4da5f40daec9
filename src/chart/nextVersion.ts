import { parseVersion, type Version } from './version';

/** What counts up from one version to the next. */
export type VersionStep = 'patch' | 'minor' | 'major' | 'prerelease';

export interface NextVersion {
  readonly step: VersionStep;
  readonly version: string;
}

/**
 * The versions that can follow one, as Helm's SemVer library counts (Masterminds/semver v3,
 * `IncPatch`, `IncMinor`, `IncMajor`): the patch after a pre-release is its release, a leading `v`
 * stays. Build metadata is of the build that has it, so it is left out. Empty when `version` is none.
 */
export function nextVersions(version: string): readonly NextVersion[] {
  const parsed = parseVersion(version);
  if (!parsed) return [];
  const { major, minor, patch, prerelease } = parsed;
  const release = prerelease === '' ? patch + 1n : patch;
  const next: readonly NextVersion[] = [
    { step: 'patch', version: `${major}.${minor}.${release}` },
    { step: 'minor', version: `${major}.${minor + 1n}.0` },
    { step: 'major', version: `${major + 1n}.0.0` },
    { step: 'prerelease', version: `${major}.${minor}.${release}-${nextPrerelease(parsed)}` },
  ];
  const prefix = version.startsWith('v') ? 'v' : '';
  return next
    .map((one) => ({ ...one, version: `${prefix}${one.version}` }))
    .filter((one) => parseVersion(one.version) !== undefined);
}

/** The last number counts up; where there is none, one is begun. */
function nextPrerelease({ prerelease }: Version): string {
  if (prerelease === '') return 'rc.1';
  const identifiers = prerelease.split('.');
  const last = identifiers.findLastIndex((identifier) => /^\d+$/.test(identifier));
  if (last < 0) return `${prerelease}.1`;
  return identifiers
    .map((identifier, index) => (index === last ? String(BigInt(identifier) + 1n) : identifier))
    .join('.');
}
