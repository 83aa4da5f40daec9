import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../registry/http/listen';
import { entraToken } from './entra';

/** RFC 7523, section 2.2. */
const bearerAssertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface EntraServer {
  readonly url: string;
  /** `grant scope` of each request. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

/**
 * The token endpoint of Microsoft Entra for one tenant, by which the application `app` signs in with `secret`, or with
 * the token `vouched` of an issuer that it trusts.
 */
export async function startEntra(tenant: string): Promise<EntraServer> {
  const requests: string[] = [];
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: object }> => {
    const form = new URLSearchParams(await text(request));
    const scope = form.get('scope') ?? '';
    requests.push(`${form.get('grant_type') ?? ''} ${scope}`);
    const isRight =
      request.url === `/${tenant}/oauth2/v2.0/token` &&
      form.get('client_id') === 'app' &&
      (form.get('client_secret') === 'secret' ||
        (form.get('client_assertion_type') === bearerAssertion &&
          form.get('client_assertion') === 'vouched'));
    if (!isRight) {
      const error_description = 'AADSTS7000215: Invalid client secret provided.';
      return { status: 401, body: { error: 'invalid_client', error_description } };
    }
    const audience = scope.replace(/\/\.default$/, '');
    const expires = Date.now() + 3_600_000;
    const access_token = entraToken({ tenant, subject: 'app', audience, expires });
    return { status: 200, body: { access_token, expires_in: 3600 } };
  };
  const server = await listen((request, response) => {
    answer(request)
      .then(({ status, body }) => {
        response.statusCode = status;
        response.end(JSON.stringify(body));
      })
      .catch(() => response.destroy());
  }, {});
  return { url: server.url, requests, stop: () => server.stop() };
}
