import { hasCode } from '../base/error';

/** Spares thousands of versions a way that is closed: each would wait as long as the first. */
export interface GiveUp<T> {
  /** @throws what closed the way between the hosts of this version */
  check(version: T): void;
  succeeded(version: T): void;
  failed(version: T, error: Error): void;
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

/** @param wayOf names where a version comes from and where it goes */
export function createGiveUp<T>(wayOf: (version: T) => string): GiveUp<T> {
  const failures = new Map<string, readonly Error[]>();
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
