import { ChartroomError } from '../../base/error';

/** No such chart, or no such version of it. */
export function notFound(
  name: string,
  location: string,
  version?: string,
  cause?: unknown,
): ChartroomError {
  return new ChartroomError({
    code: 'dependency.not-found',
    template:
      version === undefined
        ? 'There is no chart "{name}" in {location}'
        : 'There is no version {version} of the chart "{name}" in {location}',
    facts: { name, location, ...(version !== undefined && { version }) },
    cause,
  });
}
