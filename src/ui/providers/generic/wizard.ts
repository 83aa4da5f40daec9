import * as vscode from 'vscode';
import { hasCode } from '../../../base/error';
import type { Login } from '../../connections/logins';
import { hostOf, namespaceOf } from '../../../registries/pastedHost';
import type { RegistrySetting } from '../../connections/registrySetting';
import { askLogin } from '../../pick/askLogin';
import { askConnectionName } from '../askConnectionName';
import { confirm } from '../../window/offer';
import { withProgress } from '../../window/progress';
import { hostProblem } from '../hostProblem';
import type { Found, Wizard, WizardParts } from '../wizard';

/** Connects any host that speaks `/v2/`, and signs in with a user name and a password or token. */
export const genericWizard: Wizard = {
  label: vscode.l10n.t('Other OCI Registry'),
  detail: vscode.l10n.t('Any host that speaks the OCI distribution API, by its name'),
  icon: 'server',
  owns: () => true,

  async connect(parts, pasted) {
    const setting = await askSetting(parts, pasted ?? (await askHost()));
    return setting && probe(parts, setting);
  },

  async signIn({ createRegistry, logins }, { id, setting }) {
    const { host } = setting;
    const login = await askUntilItWorks(createRegistry, setting);
    if (!login) return false;
    await logins.store(id, login);
    const { username } = login;
    const message = vscode.l10n.t('Signed in to {host} as {username}', { host, username });
    vscode.window.setStatusBarMessage(message, 5000);
    return true;
  },
};

function askHost(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Connect Registry'),
    prompt: vscode.l10n.t('Host of an OCI registry, such as ghcr.io or registry.example:5000'),
    placeHolder: vscode.l10n.t('host[:port]'),
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? undefined : hostProblem(text)),
  });
}

async function askSetting(
  { connections }: WizardParts,
  typed: string | undefined,
): Promise<RegistrySetting | undefined> {
  const host = typed === undefined ? '' : hostOf(typed);
  if (host === '') return undefined;
  const namespace = namespaceOf(typed ?? '');
  const setting = { host, ...(namespace && { namespaces: [namespace] }) };
  const name = await askConnectionName(connections.list(), host);
  if (name === undefined) return undefined;
  return name === '' ? setting : { ...setting, name };
}

async function probe(
  parts: WizardParts,
  setting: RegistrySetting,
  login?: Login,
): Promise<Found | undefined> {
  const title = vscode.l10n.t('Connecting {host}', { host: setting.host });
  try {
    await withProgress(title, ({ signal }) =>
      parts.createRegistry(setting, login).check({ signal }),
    );
    return { setting, login };
  } catch (error) {
    if (hasCode(error, 'oci.unauthorized')) {
      const again = await askLogin(setting.host, login && error.message);
      return again && probe(parts, setting, again);
    }
    if (hasCode(error, 'oci.plain-http') && !setting.plainHttp) {
      const yes = await confirm(
        vscode.l10n.t('{host} answers without encryption', { host: setting.host }),
        vscode.l10n.t(
          'Passwords and charts would travel in the clear. Go on only in a network you trust.',
        ),
        vscode.l10n.t('Use http'),
      );
      return yes ? probe(parts, { ...setting, plainHttp: true }, login) : undefined;
    }
    throw error;
  }
}

async function askUntilItWorks(
  createRegistry: WizardParts['createRegistry'],
  setting: RegistrySetting,
): Promise<Login | undefined> {
  const { host } = setting;
  let problem: string | undefined;
  for (;;) {
    const login = await askLogin(host, problem);
    if (!login) return undefined;
    try {
      await withProgress(vscode.l10n.t('Signing in to {host}', { host }), ({ signal }) =>
        createRegistry(setting, login).check({ signal }),
      );
      return login;
    } catch (error) {
      if (!hasCode(error, 'oci.unauthorized') && !hasCode(error, 'oci.denied')) throw error;
      problem = error.message;
    }
  }
}
