import { ChartroomError, hasCode } from '../../base/error';
import { deniedAction, deniedProblem, missingRepository, type Asked } from './problem';

/** Makes of what the `/v2/` side of ECR refuses the same errors that its API would have been turned into. */
export function explainRefusal(error: unknown, repository: string, asked: Asked): unknown {
  if (!(error instanceof ChartroomError)) return error;
  const { facts } = error;
  const reason = String(facts['reason'] ?? '');
  const action = deniedAction(reason);
  if (hasCode(error, 'oci.denied') && action !== undefined) {
    return new ChartroomError({
      ...deniedProblem(action, repository, asked),
      facts: { ...facts, action },
      cause: error,
    });
  }
  if (facts['registryCode'] === 'NAME_UNKNOWN') {
    const problem = missingRepository(repository, asked.registry);
    return new ChartroomError({
      ...problem,
      facts: { ...facts, subject: repository },
      cause: error,
    });
  }
  return refusesMovingTag(error) ? immutableTag(error) : error;
}

/** `TAG_INVALID` with words about a repository or tag that is immutable. */
export function refusesMovingTag(error: unknown): error is ChartroomError {
  return (
    error instanceof ChartroomError &&
    error.facts['registryCode'] === 'TAG_INVALID' &&
    /immutable/i.test(String(error.facts['reason']))
  );
}

function immutableTag(error: ChartroomError): ChartroomError {
  return new ChartroomError({
    code: 'registry.tag-immutable',
    template: '{subject} exists on {host} already, and its tag cannot be moved: {reason}',
    facts: error.facts,
    cause: error,
  });
}
