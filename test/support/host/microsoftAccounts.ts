import * as vscode from 'vscode';
import { registryAudience, entraToken } from '../acr/entra';

export interface MicrosoftAccounts {
  /** Signs an account in, and lets the extension use it, as the entry of the Accounts menu does. */
  signIn(label: string, homeTenant: string): Promise<void>;
  signOut(label: string): void;
  /** When false, no token for registries is to be had, as where the tenant has not consented to it. */
  givesRegistryTokens: boolean;
  /** `account scope…` of each sign-in that was more than looking for a session. */
  readonly created: readonly string[];
  dispose(): void;
}

interface Account extends vscode.AuthenticationSessionAccountInformation {
  readonly tenant: string;
}

/** A scope of no session there is, so that VS Code offers to sign in. */
const unheldScope = 'https://unheld.example/.default';

/**
 * Microsoft accounts for VS Code's authentication API, in place of the built-in provider of this id,
 * which is loaded only when nobody has registered it before. Accounts are guests in every tenant.
 */
export function registerMicrosoftAccounts(provider: string): MicrosoftAccounts {
  const changed =
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  const accounts = new Map<string, Account>();
  const created: string[] = [];
  const allowed = new Set<string>();
  let next: Account | undefined;

  const sessionOf = (
    { tenant, ...account }: Account,
    scopes: readonly string[],
  ): vscode.AuthenticationSession => {
    const [scope = ''] = scopes;
    const wanted = scopes.find((one) => one.startsWith('VSCODE_TENANT:'))?.split(':')[1] ?? tenant;
    const audience = scope.replace(/\/\.default$/, '');
    const expires = Date.now() + 3_600_000;
    return {
      id: `${account.id} ${scopes.join(' ')}`,
      account,
      scopes,
      accessToken: entraToken({ tenant: wanted, subject: account.id, audience, expires }),
    };
  };
  const state = { givesRegistryTokens: true };

  const registration = vscode.authentication.registerAuthenticationProvider(
    provider,
    'Microsoft',
    {
      onDidChangeSessions: changed.event,
      getSessions: (scopes, { account }) => {
        const isForRegistries = scopes?.[0]?.startsWith(registryAudience) ?? false;
        if (isForRegistries && !state.givesRegistryTokens) return Promise.resolve([]);
        if (scopes?.[0] === unheldScope) return Promise.resolve([]);
        const wanted = [...accounts.values()].filter(({ id }) => !account || account.id === id);
        return Promise.resolve(wanted.map((one) => sessionOf(one, scopes ?? [])));
      },
      createSession: (scopes, { account }) => {
        const signedIn = account ? accounts.get(account.label) : next;
        if (!signedIn) throw new Error('Nobody signs in');
        accounts.set(signedIn.label, signedIn);
        created.push(`${signedIn.label} ${scopes.join(' ')}`);
        const session = sessionOf(signedIn, scopes);
        changed.fire({ added: [session], removed: [], changed: [] });
        return Promise.resolve(session);
      },
      removeSession: () => Promise.resolve(),
    },
    { supportsMultipleAccounts: true },
  );

  return {
    async signIn(label, tenant) {
      next = { id: label, label, tenant };
      if (allowed.has(label)) {
        accounts.set(label, next);
        changed.fire({ added: [sessionOf(next, [])], removed: [], changed: [] });
        return;
      }
      const before = await signInCommands(provider);
      await vscode.authentication.getSession(provider, [unheldScope]);
      const after = await signInCommands(provider);
      const request = after.find((id) => !before.includes(id));
      if (request === undefined) throw new Error('VS Code offers no sign-in');
      await vscode.commands.executeCommand(request);
      allowed.add(label);
    },
    signOut(label) {
      const account = accounts.get(label);
      accounts.delete(label);
      if (account) changed.fire({ added: [], removed: [sessionOf(account, [])], changed: [] });
    },
    created,
    get givesRegistryTokens() {
      return state.givesRegistryTokens;
    },
    set givesRegistryTokens(value) {
      state.givesRegistryTokens = value;
    },
    dispose: () => {
      registration.dispose();
      changed.dispose();
    },
  };
}

/** What VS Code puts into the Accounts menu when an extension asks for a session without a dialog. */
async function signInCommands(provider: string): Promise<string[]> {
  const commands = await vscode.commands.getCommands(true);
  return commands.filter((id) => id.startsWith(`${provider}:`) && /:signIn\d+$/.test(id));
}
