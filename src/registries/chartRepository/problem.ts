import { ChartroomError } from '../../base/error';
import { readFailure } from '../../oci/distribution/failure';
import type { HttpResponse } from '../../oci/distribution/message';

/** The error for a repository that did not give its index. */
export async function indexProblem(response: HttpResponse, base: URL): Promise<ChartroomError> {
  if (response.status === 404) {
    return new ChartroomError({
      code: 'repository.not-found',
      template: '{url} is not a chart repository: it has no index.yaml',
      facts: { url: base.href },
    });
  }
  return problem(response, base, 'its index');
}

/** The error for an archive that was not given, by the repository or by the host it is kept at. */
export async function archiveProblem(
  response: HttpResponse,
  base: URL,
  url: URL,
): Promise<ChartroomError> {
  if (response.status === 404) {
    return new ChartroomError({
      code: 'repository.archive-missing',
      template: '{archive} is in the index of {url}, but it is not there',
      facts: { url: base.href, archive: `${url.origin}${url.pathname}` },
    });
  }
  return problem(response, base, `${url.origin}${url.pathname}`);
}

async function problem(response: HttpResponse, base: URL, what: string): Promise<ChartroomError> {
  const { message } = await readFailure(response);
  const facts = { url: base.href, what, status: response.status, reason: message };
  if (response.status !== 401 && response.status !== 403) {
    return new ChartroomError({
      code: 'repository.failed',
      template: '{url} answered with status {status} when asked for {what}: {reason}',
      facts,
    });
  }
  return new ChartroomError({
    code: 'repository.unauthorized',
    template: response.identified
      ? '{url} did not accept the login for {what}: {reason}'
      : '{url} wants a login for {what}: {reason}',
    facts,
    remedy: { kind: 'sign-in-chart-repository', url: base.href },
  });
}
