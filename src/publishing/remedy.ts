import { ChartroomError, hasCode, type Remedy } from '../base/error';
import type { Lock } from '../registries/registry';

/** The same failure with another remedy. */
function withRemedy(cause: ChartroomError, remedy: Remedy): ChartroomError {
  const { code, template, facts } = cause;
  return new ChartroomError({ code, template, facts, remedy, cause });
}

/** True when the repository has to be made first, in this registry. */
export function isMissingRepository(error: unknown, registry: string): error is ChartroomError {
  if (!(error instanceof ChartroomError)) return false;
  return error.remedy?.kind === 'create-repository' && error.remedy.registry === registry;
}

/**
 * A chart that is published can get another version where one is published for good; what is copied is copied as it is.
 *
 * @param chart its folder, where it is known
 */
export function offeringBump(error: unknown, chart: string | undefined): unknown {
  if (!hasCode(error, 'registry.tag-immutable') || error.remedy) return error;
  return withRemedy(error, { kind: 'bump-version', ...(chart !== undefined && { chart }) });
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
