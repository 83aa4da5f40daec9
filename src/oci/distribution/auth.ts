import { ChartroomError } from '../../base/error';
import type { Log } from '../../base/log';
import { createAttempt, type Outcome } from './attempt';
import { discardBody } from './body';
import type { CredentialSource } from './credential';
import { createLogin } from './login';
import type { HttpRequest, HttpResponse, Send } from './message';
import type { AllowRealm } from './realm';

export interface AuthOptions {
  /** The registry as the user names it, which is what its login is kept under. */
  readonly host: string;
  readonly endpoint: URL;
  readonly credentials: CredentialSource;
  readonly allowRealm?: AllowRealm | undefined;
  readonly clock: () => number;
  readonly log: Log;
}

/**
 * Answers the challenges of one registry: first as the login says, then with a renewed login if the
 * source has one, and for reads at last anonymously, because a login that has gone stale must not
 * keep anybody from what is public. Each is tried once a request.
 */
export function authorize(next: Send, options: AuthOptions): Send {
  const login = createLogin(options.credentials, options.host, options.clock);
  const attempt = createAttempt(next, options);
  let readsAnonymously = false;

  const withLogin = async (request: HttpRequest): Promise<HttpResponse> => {
    const current = await login.current(request);
    const first = await attempt.as(request, current);
    if (!first.refused || first.final || current === undefined) return conclude(first);

    const isKnown = !(first.by instanceof ChartroomError) && first.by.status === 403;
    const renewed = await login.renewed(current, { signal: request.signal, isKnown });
    const second = renewed && (await attempt.as(request, renewed));
    if (second && !second.refused) return instead(first, second.response);
    if (second) await discard(second);
    if (options.credentials.onTrial || !isRead(request)) return conclude(first);
    return withoutLogin(request, first);
  };

  const withoutLogin = async (request: HttpRequest, refusal: Outcome): Promise<HttpResponse> => {
    const anonymous = await attempt.as(request, undefined);
    // A 404 proves nothing: some registries hide what is private from those they do not know.
    if (anonymous.refused || anonymous.response.status >= 400) {
      await discard(anonymous);
      return conclude(refusal);
    }
    if (!readsAnonymously) {
      options.log.warn('The login was refused; reading goes on without it', { host: options.host });
    }
    readsAnonymously = true;
    return instead(refusal, anonymous.response);
  };

  return async (request) => {
    // Storage and upload hosts that a registry names are no business of its login.
    if (request.url.origin !== options.endpoint.origin) return next(request);
    const unasked = await attempt.unasked(request);
    if (unasked) return unasked;
    if (readsAnonymously && isRead(request)) {
      const anonymous = await attempt.as(request, undefined);
      if (!anonymous.refused) return anonymous.response;
      await discard(anonymous);
      readsAnonymously = false;
    }
    return withLogin(request);
  };
}

function isRead({ method }: HttpRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

function conclude(outcome: Outcome): HttpResponse {
  if (!outcome.refused) return outcome.response;
  if (outcome.by instanceof ChartroomError) throw outcome.by;
  return outcome.by;
}

async function instead(refusal: Outcome, response: HttpResponse): Promise<HttpResponse> {
  await discard(refusal);
  return response;
}

async function discard(outcome: Outcome): Promise<void> {
  const answer = outcome.refused ? outcome.by : outcome.response;
  if (!(answer instanceof ChartroomError)) await discardBody(answer);
}
