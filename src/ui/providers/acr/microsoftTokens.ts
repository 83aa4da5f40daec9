import * as vscode from 'vscode';
import { ChartroomError } from '../../../base/error';
import { audienceRefused, type AadTokenSource } from '../../../registries/acr/aadToken';
import { registryScope } from '../../../registries/acr/cloud';
import type { AzureEnvironment } from './environment';

export interface MicrosoftOptions {
  readonly provider: AzureEnvironment['provider'];
  /** As VS Code shows it. When not given, the one VS Code prefers for this extension. */
  readonly account: string | undefined;
  /** True only while a person waits for it: then VS Code may ask to sign in. */
  readonly mayAsk: boolean;
  /** The host, or the id, of the registry for which signing in is the remedy. */
  readonly registry?: string | undefined;
}

/**
 * The tokens of VS Code's own Microsoft sign-in.
 * @throws ChartroomError from `get`: `azure.signed-out`, `azure.sign-in-failed`, `azure.audience-refused`
 */
export function microsoftTokens(options: MicrosoftOptions): AadTokenSource {
  const { provider, mayAsk } = options;
  return {
    async get(tenant, { scope, refused, signal }) {
      const account = await accountOf(options);
      const known = account && { account };
      const scopes = scopesOf(scope, tenant);
      const isUnknown = options.account !== undefined && account === undefined;
      const session = isUnknown
        ? undefined
        : await getSession(provider, scopes, { ...known, silent: true });
      signal?.throwIfAborted();
      if (session && (session.accessToken !== refused || !mayAsk)) return session.accessToken;
      // Whether VS Code may ask for this audience is known when somebody is signed in; a dialog for it could fail.
      if (scope === registryScope) throw audienceRefused(scope, 'VS Code has none');
      if (!mayAsk) throw signedOut(options, tenant);
      const how = session ? { forceNewSession: true } : { createIfNone: true };
      const created = await getSession(provider, scopes, { ...known, ...how });
      if (!created) throw signedOut(options, tenant);
      return created.accessToken;
    },
  };
}

/** Lets a person sign in with an account of their choice. Undefined when they do not. */
export async function signInAnew(
  { provider }: AzureEnvironment,
  scope: string,
): Promise<string | undefined> {
  const options = { createIfNone: true, clearSessionPreference: true };
  const session = await getSession(provider, scopesOf(scope, undefined), options);
  return session?.account.label;
}

/** The accounts that are signed in to VS Code, as it shows them. */
export async function accountsOf({
  provider,
}: Pick<AzureEnvironment, 'provider'>): Promise<string[]> {
  return (await getAccounts(provider)).map(({ label }) => label);
}

/** The tenant is not part of a scope for Entra; VS Code takes it as one (its microsoft-authentication extension, scopeData.ts). */
function scopesOf(scope: string, tenant: string | undefined): string[] {
  return tenant === undefined ? [scope] : [scope, `VSCODE_TENANT:${tenant}`];
}

async function accountOf({
  provider,
  account,
}: MicrosoftOptions): Promise<vscode.AuthenticationSessionAccountInformation | undefined> {
  if (account === undefined) return undefined;
  return (await getAccounts(provider)).find(({ label }) => label === account);
}

async function getAccounts(
  provider: string,
): Promise<readonly vscode.AuthenticationSessionAccountInformation[]> {
  try {
    return await vscode.authentication.getAccounts(provider);
  } catch (error) {
    throw signInProblem(error);
  }
}

async function getSession(
  provider: string,
  scopes: readonly string[],
  options: vscode.AuthenticationGetSessionOptions,
): Promise<vscode.AuthenticationSession | undefined> {
  try {
    return await vscode.authentication.getSession(provider, scopes, options);
  } catch (error) {
    throw signInProblem(error);
  }
}

/** VS Code tells by words only that a person closed its dialog. */
function signInProblem(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  if (/did not consent|cancel/i.test(reason)) return new DOMException(reason, 'AbortError');
  return new ChartroomError({
    code: 'azure.sign-in-failed',
    template: 'The Microsoft sign-in of VS Code failed: {reason}',
    facts: { reason },
    remedy: { kind: 'show-log' },
    cause: error,
  });
}

function signedOut(
  { account, registry }: MicrosoftOptions,
  tenant: string | undefined,
): ChartroomError {
  const facts = { account: account ?? '', tenant: tenant ?? '' };
  return new ChartroomError({
    code: 'azure.signed-out',
    template: signedOutTemplate(account, tenant),
    facts,
    ...(registry !== undefined && { remedy: { kind: 'sign-in', host: registry } }),
  });
}

function signedOutTemplate(account: string | undefined, tenant: string | undefined): string {
  if (account === undefined) return 'VS Code is not signed in to Microsoft, or not for Chartroom';
  return tenant === undefined
    ? '{account} is not signed in to VS Code, or not for Chartroom'
    : '{account} is not signed in to tenant {tenant} in VS Code, or not for Chartroom';
}
