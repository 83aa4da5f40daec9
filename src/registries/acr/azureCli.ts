import type { Abortable } from '../../base/abort';
import { ChartroomError, type Remedy } from '../../base/error';
import { jwtLifetime } from '../../oci/distribution/jwt';
import { parseObject } from '../../oci/json';
import {
  audienceRefused,
  isAboutAudience,
  type AadTokenOptions,
  type AadTokenSource,
} from './aadToken';
import { cacheAadTokens } from './aadTokenCache';

export interface AzureCliOutcome {
  /** Undefined when it was ended by a signal. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `az` with these arguments, without a shell. @throws ChartroomError `azure.cli-missing` */
export type RunAzureCli = (args: readonly string[], options: Abortable) => Promise<AzureCliOutcome>;

/** A tenant ID or domain; nothing that could be taken for an option. */
const tenantGrammar = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;

/** How long a token is used that does not say itself how long it lives, in seconds. */
const defaultLifetime = 300;

/**
 * The session that `az login` has left on this machine.
 * @throws ChartroomError from `get`: `azure.cli-missing`, `azure.signed-out`, `azure.cli-failed`,
 * `azure.tenant-invalid`, `azure.audience-refused`
 */
export function azureCliTokens(run: RunAzureCli, clock: () => number): AadTokenSource {
  return cacheAadTokens(async (tenant, options) => {
    const asked = clock();
    const value = await accessToken(run, tenant, options);
    return { value, expires: asked + (jwtLifetime(value, asked) ?? defaultLifetime) * 900 };
  }, clock);
}

async function accessToken(
  run: RunAzureCli,
  tenant: string | undefined,
  { scope, signal }: AadTokenOptions,
): Promise<string> {
  if (tenant !== undefined && !tenantGrammar.test(tenant)) {
    throw new ChartroomError({
      code: 'azure.tenant-invalid',
      template: '"{tenant}" is not a tenant: expected its ID or its domain',
      facts: { tenant },
    });
  }
  const ofTenant = tenant === undefined ? [] : ['--tenant', tenant];
  const args = ['account', 'get-access-token', '--output', 'json', '--scope', scope, ...ofTenant];
  const { exitCode, stdout, stderr } = await run(args, { signal });
  signal?.throwIfAborted();
  if (exitCode !== 0) throw failure(stderr, tenant, scope);
  const { accessToken: token } = parseObject(Buffer.from(stdout), (reason, cause) =>
    cliFailed(`its answer cannot be used: ${reason}`, cause),
  );
  if (typeof token !== 'string' || token === '') {
    throw cliFailed('its answer holds no token');
  }
  return token;
}

function failure(stderr: string, tenant: string | undefined, scope: string): ChartroomError {
  const reason = firstError(stderr);
  if (isAboutAudience(stderr)) return audienceRefused(scope, reason);
  if (!/\baz login\b|AADSTS(?:50076|50078|50173|70043|700082)\b/.test(stderr)) {
    return cliFailed(reason);
  }
  const command = tenant === undefined ? 'az login' : `az login --tenant ${tenant}`;
  const remedy: Remedy = { kind: 'run-in-terminal', command };
  return new ChartroomError({
    code: 'azure.signed-out',
    template: 'The Azure CLI is not signed in, or its session has expired; "{command}" renews it',
    facts: { command, reason },
    remedy,
  });
}

function cliFailed(reason: string, cause?: unknown): ChartroomError {
  return new ChartroomError({
    code: 'azure.cli-failed',
    template: 'The Azure CLI gave no token: {reason}',
    facts: { reason },
    cause,
  });
}

/** The line that says what went wrong; warnings of updates and previews come before it. */
function firstError(stderr: string): string {
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '');
  const line = lines.find((candidate) => candidate.startsWith('ERROR')) ?? lines.at(-1);
  return (line ?? 'it said nothing').replace(/^ERROR:\s*/, '').slice(0, 300);
}
