import { hasCode } from '../../base/error';
import { parseConstraint, satisfies, type Constraint } from '../constraint';
import { newestFirst, parseVersion } from '../version';
import type { WrittenDependency } from './writtenDependencies';

export interface ResolvedVersion {
  readonly version: string;
  /** The lock file says so, or it is the newest of those published. */
  readonly by: 'lock' | 'published';
}

/**
 * The version that the constraint of a dependency comes to: the locked one while it satisfies the
 * constraint, else the newest that does. Undefined when the constraint is a version already, is
 * none that Helm can read, or is satisfied by none of those known.
 */
export function resolvedVersion(
  dependency: WrittenDependency,
  locked: readonly WrittenDependency[],
  published: readonly string[] = [],
): ResolvedVersion | undefined {
  const written = textIn(dependency, 'version');
  const constraint = constraintOf(written);
  if (!constraint) return undefined;
  const fits = (text: string): boolean => {
    const version = parseVersion(text);
    return version !== undefined && text !== written && satisfies(constraint, version);
  };
  // The lock has the order of the file, and no other name for one chart taken twice.
  const entry = locked[dependency.index];
  const version = entry && textIn(entry, 'version');
  const isSame = entry && textIn(entry, 'name') === textIn(dependency, 'name');
  if (isSame && version !== undefined && fits(version)) return { version, by: 'lock' };
  const newest = newestFirst(published, (text) => text).find(fits);
  const isExact = parseVersion(written ?? '') !== undefined && published.includes(written ?? '');
  return newest === undefined || isExact ? undefined : { version: newest, by: 'published' };
}

function textIn({ fields }: WrittenDependency, key: string): string | undefined {
  return fields.get(key)?.text;
}

function constraintOf(text: string | undefined): Constraint | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return parseConstraint(text);
  } catch (error) {
    if (hasCode(error, 'chart.constraint-invalid')) return undefined;
    throw error;
  }
}
