import { hasCode } from '../../base/error';
import type { PlannedVersion } from './plan';

/** Spares thousands of versions a way that is closed: each would wait as long as the first. */
export interface GiveUp {
  /** @throws what closed the way between the hosts of this version */
  check(version: PlannedVersion): void;
  succeeded(version: PlannedVersion): void;
  failed(version: PlannedVersion, error: Error): void;
}

/** Failures that are about a host or its login and not about a version. */
const closing = [
  'oci.unreachable',
  'oci.unauthorized',
  'oci.certificate',
  'repository.unauthorized',
];
/** One may be bad luck. */
const failuresInRow = 3;

export function createGiveUp(): GiveUp {
  const failures = new Map<string, readonly Error[]>();
  const wayOf = ({ source, target }: PlannedVersion): string => `${source} ${target.registry}`;
  return {
    check: (version) => {
      const last = failures.get(wayOf(version))?.at(failuresInRow - 1);
      if (last) throw last;
    },
    succeeded: (version) => {
      failures.delete(wayOf(version));
    },
    failed: (version, error) => {
      const before = failures.get(wayOf(version)) ?? [];
      if (before.length >= failuresInRow) return;
      const closes = closing.some((code) => hasCode(error, code));
      failures.set(wayOf(version), closes ? [...before, error] : []);
    },
  };
}
