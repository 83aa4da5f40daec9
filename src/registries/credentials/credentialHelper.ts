import { execFile, type ExecFileException } from 'node:child_process';
import type { Abortable } from '../../base/abort';
import { ChartroomError, type Remedy } from '../../base/error';
import type { Credential } from '../../oci/distribution/credential';
import { parseObject } from '../../oci/json';
import { findExecutable } from './executable';
import type { Surroundings } from './surroundings';

/** One question to a credential helper. */
export interface HelperQuery {
  /** What follows `docker-credential-` in the name of the program. */
  readonly suffix: string;
  /** The server as the helper knows it. */
  readonly server: string;
  /** The file that names the helper, for messages. */
  readonly namedIn: string;
}

/** What a helper prints when it has no such login (docker-credential-helpers, credentials/error.go). */
const notFound = 'credentials not found in native keychain';
const outputLimit = 1024 * 1024;
const minute = 60_000;

/**
 * Asks `docker-credential-<suffix> get`: the server on stdin, JSON on stdout, and for a failure its
 * reason, which is on stdout too (docker-credential-helpers, README, "Development").
 *
 * @throws ChartroomError `credentials.helper-invalid`, `credentials.helper-missing`,
 * `credentials.helper-timeout`, `credentials.helper-failed`; none quotes what may be a secret
 */
export async function askHelper(
  query: HelperQuery,
  surroundings: Surroundings,
  options: Abortable = {},
): Promise<Credential | undefined> {
  const answer = await callHelper('get', query, query.server, surroundings, options);
  return answer === undefined ? undefined : credentialIn(answer, query);
}

/** Gives a login to a helper. @throws as `askHelper` */
export async function storeInHelper(
  query: HelperQuery,
  login: { readonly username: string; readonly password: string },
  surroundings: Surroundings,
  options: Abortable = {},
): Promise<void> {
  const { username: Username, password: Secret } = login;
  const input = JSON.stringify({ ServerURL: query.server, Username, Secret });
  await callHelper('store', query, input, surroundings, options);
}

/** Takes a login away from a helper; one that it does not have is fine. @throws as `askHelper` */
export async function eraseFromHelper(
  query: HelperQuery,
  surroundings: Surroundings,
  options: Abortable = {},
): Promise<void> {
  await callHelper('erase', query, query.server, surroundings, options);
}

type Action = 'get' | 'store' | 'erase';

/** Undefined when it has no such login. */
async function callHelper(
  action: Action,
  query: HelperQuery,
  input: string,
  surroundings: Surroundings,
  options: Abortable,
): Promise<string | undefined> {
  const helper = `docker-credential-${query.suffix}`;
  if (!/^[A-Za-z0-9._-]+$/.test(query.suffix)) {
    throw problem(action, query, 'helper-invalid', 'its name has characters that are not allowed');
  }
  const program = await findExecutable(helper, surroundings);
  if (program === undefined) {
    throw problem(action, query, 'helper-missing', 'there is no such program on the PATH');
  }
  const { error, stdout } = await run(program, action, input, surroundings, options);
  options.signal?.throwIfAborted();
  if (!error) return stdout;
  if (stdout.trim() === notFound) return undefined;
  if (error.killed && error.code === null) {
    throw problem(action, query, 'helper-timeout', 'it took too long to answer');
  }
  throw problem(action, query, 'helper-failed', reasonOf(error, stdout));
}

interface Ended {
  /** Null when it ended well. */
  readonly error: ExecFileException | null;
  readonly stdout: string;
}

function run(
  program: string,
  action: Action,
  input: string,
  { environment, helperTimeout: timeout = minute }: Surroundings,
  { signal }: Abortable,
): Promise<Ended> {
  return new Promise((resolve) => {
    const limits = { timeout, maxBuffer: outputLimit, signal };
    const options = { ...limits, env: environment, windowsHide: true };
    const child = execFile(program, [action], options, (error, stdout) => {
      resolve({ error, stdout });
    });
    // A helper may end before it has read its input; what it answered tells the rest.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

function credentialIn(answer: string, query: HelperQuery): Credential | undefined {
  const document = parseObject(Buffer.from(answer), (reason) =>
    problem('get', query, 'helper-failed', `its answer cannot be used: ${reason}`),
  );
  const { Username: username, Secret: secret } = document;
  if (typeof username !== 'string' || typeof secret !== 'string') {
    throw problem('get', query, 'helper-failed', 'its answer has no Username and Secret');
  }
  if (secret === '') return undefined;
  return username === '<token>'
    ? { kind: 'identity-token', token: secret }
    : { kind: 'basic', username, password: secret };
}

/** The helper's own words, but never what looks like its answer. */
function reasonOf({ code }: ExecFileException, stdout: string): string {
  const line = stdout.trim().split('\n', 1)[0] ?? '';
  if (line !== '' && !line.startsWith('{')) return line.slice(0, 300);
  if (typeof code === 'string') return `it could not be run (${code})`;
  return `it ended with ${code ?? 'a signal'} and said nothing`;
}

const outcomes: Readonly<Record<Action, string>> = {
  get: 'The credential helper docker-credential-{suffix}, named in {path}, gave no login for {server}: {reason}',
  store:
    'The credential helper docker-credential-{suffix}, named in {path}, did not take the login for {server}: {reason}',
  erase:
    'The credential helper docker-credential-{suffix}, named in {path}, did not forget the login for {server}: {reason}',
};

function problem(
  action: Action,
  { suffix, server, namedIn }: HelperQuery,
  code: string,
  reason: string,
): ChartroomError {
  const remedy: Remedy = { kind: 'open-file', path: namedIn };
  return new ChartroomError({
    code: `credentials.${code}`,
    template: outcomes[action],
    facts: { suffix, path: namedIn, server, reason },
    ...(code === 'helper-invalid' || code === 'helper-missing' ? { remedy } : {}),
  });
}
