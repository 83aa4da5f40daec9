import {
  createPrivateKey,
  createSign,
  randomUUID,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { makeCertificate } from './certificate';

export interface TokenServerOptions {
  /** The certificate is put there. */
  readonly directory: string;
  /** What a user may do anywhere, by `user:password`; `''` is everybody. Others are refused. */
  readonly rights: Readonly<Record<string, readonly string[]>>;
  /** User a refresh token stands for. */
  readonly refreshTokens?: Readonly<Record<string, string>>;
}

export interface TokenServer {
  readonly realm: string;
  readonly service: string;
  readonly issuer: string;
  readonly certificateFile: string;
  /** Method and scopes of each request, in order. */
  readonly requests: readonly { readonly method: string; readonly scopes: readonly string[] }[];
  stop(): Promise<void>;
}

const service = 'test-registry';
const issuer = 'test-issuer';

/** Gives the tokens that distribution's `token` authentication takes: JWTs signed by a certificate it knows. */
export async function startTokenServer(options: TokenServerOptions): Promise<TokenServer> {
  const { certificateFile, keyFile } = await makeCertificate(options.directory);
  const certificate = new X509Certificate(await readFile(certificateFile));
  const key = createPrivateKey(await readFile(keyFile));
  const requests: { method: string; scopes: readonly string[] }[] = [];

  const server = createServer((message, response) => {
    const answer = async (): Promise<void> => {
      const { parameters, user } = await readRequest(message, options);
      const scopes = parameters.getAll('scope').flatMap((value) => value.split(' '));
      requests.push({ method: message.method ?? '', scopes });
      const actions = options.rights[user];
      response.statusCode = actions ? 200 : 401;
      response.end(
        actions
          ? JSON.stringify({ token: sign(key, certificate, user, access(scopes, actions)) })
          : JSON.stringify({ details: 'incorrect username or password' }),
      );
    };
    answer().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    realm: `http://127.0.0.1:${address.port}/token`,
    ...{ service, issuer, certificateFile, requests },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function readRequest(
  message: IncomingMessage,
  options: TokenServerOptions,
): Promise<{ parameters: URLSearchParams; user: string }> {
  if (message.method === 'POST') {
    const parameters = new URLSearchParams(await text(message));
    return {
      parameters,
      user: options.refreshTokens?.[parameters.get('refresh_token') ?? ''] ?? '?',
    };
  }
  const { searchParams } = new URL(message.url ?? '', 'http://127.0.0.1');
  const [, encoded = ''] = /^Basic (.*)$/.exec(message.headers.authorization ?? '') ?? [];
  return { parameters: searchParams, user: Buffer.from(encoded, 'base64').toString() };
}

interface Access {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

function access(scopes: readonly string[], allowed: readonly string[]): readonly Access[] {
  return scopes.flatMap((scope) => {
    const [, type = '', name = '', actions = ''] = /^([^:]+):(.+):([^:]*)$/.exec(scope) ?? [];
    return [{ type, name, actions: actions.split(',').filter((one) => allowed.includes(one)) }];
  });
}

/** RS256 (RFC 7515) with the claims of distribution's "Token Authentication Implementation". */
function sign(
  key: KeyObject,
  certificate: X509Certificate,
  user: string,
  granted: readonly Access[],
): string {
  const now = Math.floor(Date.now() / 1000);
  const header = { typ: 'JWT', alg: 'RS256', x5c: [certificate.raw.toString('base64')] };
  const claims = {
    ...{ iss: issuer, sub: user.split(':')[0], aud: service, jti: randomUUID(), access: granted },
    ...{ iat: now, nbf: now - 10, exp: now + 300 },
  };
  const signed = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}
