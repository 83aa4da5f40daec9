import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from '../registry/http/listen';
import { createRecording, type RecordedRequest } from '../registry/http/record';
import { errorReply, jsonReply, pageNotFound, send, type Reply } from '../registry/http/reply';
import { readAll, readRequest, type RegistryRequest } from '../registry/http/request';
import { Refusal } from '../registry/refusal';
import { createContent, type Content } from './content';
import { metadataRequest } from './metadataApi';
import { createTokens, refused, type TokenRules, type Tokens } from './tokens';
import { answerV2, apiVersion, needsOf, type Needs } from './v2';

export interface AcrFrontOptions extends Omit<TokenRules, 'clock'> {
  /** `host:port` of the registry that keeps the bytes. */
  readonly upstream: string;
  readonly clock?: () => number;
}

export interface AcrFront {
  readonly host: string;
  readonly content: Content;
  readonly tokens: Tokens;
  readonly requests: readonly RecordedRequest[];
  clearRequests(): void;
  /** What can be changed while it runs. */
  readonly switches: Switches;
  stop(): Promise<void>;
}

interface Switches {
  /** When set, requests are refused as those of a client with this address. */
  firewall: string | undefined;
  /** True when no room is left. */
  full: boolean;
  softDelete: boolean;
}

/** An Azure Container Registry: its token endpoints and metadata API before a registry of another make. */
export async function startAcrFront(options: AcrFrontOptions): Promise<AcrFront> {
  const clock = options.clock ?? Date.now;
  const content = createContent(clock);
  const tokens = createTokens({ ...options, clock });
  const recording = createRecording();
  const switches: Switches = { firewall: undefined, full: false, softDelete: false };

  const answer = async (request: RegistryRequest): Promise<Reply> => {
    const host = request.headers.host ?? '';
    if (switches.firewall !== undefined) throw firewalled(switches.firewall);
    if (request.pathname.startsWith('/oauth2/')) return tokenReply(tokens, request, host);
    const metadata = metadataRequest(request, content);
    if (metadata) {
      authorize(tokens, request, host, [[metadata.resource, metadata.action]]);
      return metadata.answer();
    }
    if (!request.pathname.startsWith('/v2/')) return pageNotFound;
    authorize(tokens, request, host, needsOf(request));
    if (request.pathname === '/v2/') return apiVersion();
    if (switches.full && ['POST', 'PUT'].includes(request.method)) throw outOfRoom();
    return answerV2(request, content, options.upstream, switches.softDelete);
  };

  const listening = await listen((message: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url: path = '/', headers } = message;
    const answered = recording.begin({ method, path, headers });
    const respond = async (): Promise<void> => {
      const request = readRequest(message);
      const reply = await answer(request).catch((error: unknown) => errorReply(error));
      answered(reply.status);
      await send(reply, response, method === 'HEAD');
    };
    respond().catch(() => response.destroy());
  }, {});

  return {
    host: listening.host,
    content,
    tokens,
    requests: recording.requests,
    clearRequests: () => {
      recording.clear();
    },
    switches,
    stop: () => listening.stop(),
  };
}

async function tokenReply(tokens: Tokens, request: RegistryRequest, host: string): Promise<Reply> {
  const { method, pathname, query, headers } = request;
  if (method === 'GET' && pathname === '/oauth2/token') {
    const [, encoded] = /^Basic (.*)$/.exec(headers.authorization ?? '') ?? [];
    const login = encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
    const token = tokens.withLogin(login, query.getAll('scope'), query.get('service'), host);
    return jsonReply(200, { access_token: token });
  }
  if (method !== 'POST') return pageNotFound;
  const form = new URLSearchParams((await readAll(request.body, 100_000)).toString());
  if (pathname === '/oauth2/exchange') {
    return jsonReply(200, { refresh_token: tokens.exchange(form, host) });
  }
  return pathname === '/oauth2/token'
    ? jsonReply(200, { access_token: tokens.refresh(form, host) })
    : pageNotFound;
}

/** Whatever is wrong with a token, the challenge says that it is invalid, as the service does. */
function authorize(tokens: Tokens, request: RegistryRequest, host: string, needs: Needs): void {
  const [, token = ''] = /^Bearer (.*)$/.exec(request.headers.authorization ?? '') ?? [];
  const isValid = tokens.allowed(token, '', host) !== undefined;
  const lacks = needs.filter(
    ([resource, action]) => !tokens.allowed(token, resource, host)?.includes(action),
  );
  if (isValid && lacks.length === 0) return;
  const scope = lacks.map(([resource, action]) => `${resource}:${action}`).join(' ');
  const { status, code, message } = refused();
  throw new Refusal(status, code, message, {
    'www-authenticate': [
      `Bearer realm="http://${host}/oauth2/token"`,
      `service="${host}"`,
      ...(scope === '' ? [] : [`scope="${scope}"`]),
      'error="invalid_token"',
    ].join(','),
  });
}

function firewalled(address: string): Refusal {
  const message = `client with IP '${address}' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.`;
  return new Refusal(403, 'DENIED', message);
}

/** No source says how the service words it; that it is about a quota is all that is relied on. */
function outOfRoom(): Refusal {
  return new Refusal(403, 'DENIED', 'the storage quota of the registry is exceeded');
}
