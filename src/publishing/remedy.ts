import { ChartroomError, hasCode, type Remedy } from '../base/error';
import type { Lock } from '../registries/registry';

/** The same failure with another remedy, or none. */
function withRemedy(cause: ChartroomError, remedy: Remedy | undefined): ChartroomError {
  const { code, template, facts } = cause;
  return new ChartroomError({ code, template, facts, ...(remedy && { remedy }), cause });
}

/** True when the repository has to be made first, in this registry. */
export function isMissingRepository(error: unknown, registry: string): error is ChartroomError {
  if (!(error instanceof ChartroomError)) return false;
  return error.remedy?.kind === 'create-repository' && error.remedy.registry === registry;
}

/** Says which chart a bump of the version is about, which a registry cannot know. */
export function namingChart(error: unknown, chart: string | undefined): unknown {
  if (!(error instanceof ChartroomError) || chart === undefined) return error;
  const { remedy } = error;
  if (remedy?.kind !== 'bump-version' || remedy.chart !== undefined) return error;
  return withRemedy(error, { ...remedy, chart });
}

/** A version that is copied has no chart at hand whose version could be bumped: it is copied as it is, or not. */
export function withoutBump(error: unknown): unknown {
  if (!(error instanceof ChartroomError) || error.remedy?.kind !== 'bump-version') return error;
  return withRemedy(error, undefined);
}

/** What the host refused to do to a version that is locked can be done once it is unlocked. */
export function offeringUnlock(
  error: unknown,
  version: Omit<Extract<Remedy, { kind: 'unlock-version' }>, 'kind'>,
  lock: Lock | undefined,
): unknown {
  if (!(error instanceof ChartroomError) || error.remedy) return error;
  if (lock === undefined || (lock.write && lock.delete)) return error;
  // What is about the way to the host or the login has nothing to do with the lock.
  return hasCode(error, 'oci.') ? error : withRemedy(error, { kind: 'unlock-version', ...version });
}
