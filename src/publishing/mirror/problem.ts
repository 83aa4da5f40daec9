import { ChartroomError } from '../../base/error';

/** A chart that was named and is not there. */
export function chartMissing(chart: string, source: string, cause?: unknown): ChartroomError {
  return new ChartroomError({
    code: 'mirror.chart-missing',
    template: 'There is no chart "{chart}" in {source}',
    facts: { chart, source },
    cause,
  });
}

/** A version that was listed and is not there. */
export function versionMissing(chart: string, version: string, source: string): ChartroomError {
  return new ChartroomError({
    code: 'mirror.version-missing',
    template: 'There is no version {version} of "{chart}" in {source}',
    facts: { chart, version, source },
  });
}

/** A chart that was named and of which no version is wanted. */
export function nothingChosen(chart: string, source: string): ChartroomError {
  return new ChartroomError({
    code: 'mirror.nothing-chosen',
    template: 'No version of "{chart}" in {source} is one of those that are wanted',
    facts: { chart, source },
  });
}

/** Two charts that would share a repository. */
export function collision(facts: {
  readonly chart: string;
  readonly source: string;
  readonly other: string;
  readonly repository: string;
}): ChartroomError {
  return new ChartroomError({
    code: 'mirror.collision',
    template:
      '"{chart}" of {source} would go to {repository}, as {other} does: give one of them a target or prefix of its own',
    facts,
  });
}

/** Content that is in the way of a version; `reason` says why it could not even be replaced. */
export function conflict(reference: string, existing: string, reason?: string): ChartroomError {
  if (reason === undefined) {
    return new ChartroomError({
      code: 'mirror.conflict',
      template: '{reference} is there already with other content, {digest}, and stays',
      facts: { reference, digest: existing },
    });
  }
  return new ChartroomError({
    code: 'mirror.conflict',
    template:
      '{reference} is there already with other content, {digest}, and cannot be replaced: {reason}',
    facts: { reference, digest: existing, reason },
  });
}
