import { ChartroomError, type Facts, type Remedy } from '../../base/error';
import { parseChallenges } from './challenge';
import { readFailure } from './failure';
import type { HttpResponse } from './message';

/** What a request was about, for the sentence that says that it failed. */
export interface Subject {
  /** The registry as the user names it. */
  readonly host: string;
  /** Where it answers; another origin that answered is the storage behind it. */
  readonly endpoint: URL;
  /** For example `charts/app:1.0.0`. */
  readonly name: string;
}

interface Problem {
  readonly code: string;
  readonly template: string;
  readonly remedy?: Remedy;
}

/**
 * The error for a response that is no success. Facts: `host`, `subject`, `status`, `reason` (the
 * registry's own message) and, where it gave one, `registryCode`.
 */
export async function problemOf(response: HttpResponse, subject: Subject): Promise<ChartroomError> {
  const failure = await readFailure(response);
  const facts: Facts = {
    host: subject.host,
    subject: subject.name,
    status: response.status,
    reason: failure.message,
    ...(failure.code !== undefined && { registryCode: failure.code }),
  };
  if (response.url.origin !== subject.endpoint.origin) {
    return new ChartroomError({
      ...storageProblem(response.status),
      facts: { ...facts, storage: response.url.host },
    });
  }
  const problem =
    problemsByCode.get(failure.code ?? '') ??
    problemOfStatus(response, subject) ??
    problemOfClass(response.status);
  return new ChartroomError({ ...problem, facts });
}

const throttled: Problem = {
  code: 'oci.throttled',
  template: '{host} has had too many requests and did not answer for {subject}: {reason}',
};

const unsupported: Problem = {
  code: 'oci.unsupported',
  template: '{host} does not allow this for {subject}: {reason}',
};

const denied: Problem = {
  code: 'oci.denied',
  template: '{host} denied access to {subject}: {reason}',
};

/** Codes that say more than the status they come with, which differs between registries. */
const problemsByCode = new Map<string, Problem>([
  [
    'MANIFEST_BLOB_UNKNOWN',
    {
      code: 'oci.rejected',
      template: '{host} did not take {subject}, because it lacks content that it names: {reason}',
    },
  ],
  [
    'DIGEST_INVALID',
    {
      code: 'oci.digest-mismatch',
      template: '{host} received something else than was sent for {subject}: {reason}',
    },
  ],
  ['TOOMANYREQUESTS', throttled],
  ['UNSUPPORTED', unsupported],
]);

function problemOfStatus(response: HttpResponse, subject: Subject): Problem | undefined {
  switch (response.status) {
    case 401:
      return lacksRights(response) ? denied : unauthorized(response, subject);
    case 403:
      return response.identified
        ? denied
        : { ...denied, remedy: { kind: 'sign-in', host: subject.host } };
    case 404:
      return { code: 'oci.not-found', template: '{subject} was not found on {host}: {reason}' };
    case 405:
    case 501:
      return unsupported;
    case 413:
      return {
        code: 'oci.rejected',
        template: '{subject} is larger than {host} accepts: {reason}',
      };
    case 429:
      return throttled;
    default:
      return undefined;
  }
}

function problemOfClass(status: number): Problem {
  if (status >= 500) {
    return {
      code: 'oci.server-error',
      template: '{host} failed with status {status} on {subject}: {reason}',
    };
  }
  return {
    code: 'oci.rejected',
    template: '{host} rejected the request for {subject} with status {status}: {reason}',
  };
}

function unauthorized(response: HttpResponse, subject: Subject): Problem {
  return {
    code: 'oci.unauthorized',
    template: response.identified
      ? '{host} did not accept the login for {subject}: {reason}'
      : '{host} wants a login for {subject}: {reason}',
    remedy: { kind: 'sign-in', host: subject.host },
  };
}

/** distribution never answers 403; it says with a 401 that a good token does not suffice (RFC 6750, section 3.1). */
function lacksRights(response: HttpResponse): boolean {
  return response.identified === true && isInsufficientScope(response);
}

export function isInsufficientScope(response: HttpResponse): boolean {
  return parseChallenges(response.headers.get('www-authenticate') ?? '').some(
    ({ parameters }) => parameters.get('error') === 'insufficient_scope',
  );
}

/** A login cannot help there: storage is reached with the address the registry made up. */
function storageProblem(status: number): Problem {
  if (status >= 500 || status === 429) {
    const template =
      'The storage {storage}, to which {host} refers for {subject}, failed with status {status}: {reason}';
    return { code: 'oci.server-error', template };
  }
  const template =
    'The storage {storage}, to which {host} refers for {subject}, answered with status {status}: {reason}';
  return { code: status === 404 ? 'oci.not-found' : 'oci.denied', template };
}
