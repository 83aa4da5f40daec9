import * as vscode from 'vscode';
import type { AzureTenant, ResourceManager } from '../../../registries/acr/arm';
import { pickOrType, type Choice } from '../../pick/pickOrType';
import { withProgress } from '../../window/progress';

/** An ID or a domain; nothing that could be taken for an option of a command. */
const tenantGrammar = /^[A-Za-z0-9][A-Za-z0-9.-]*$/;

/** The tenants of an account. */
export function listTenants(manager: ResourceManager, account: string): Thenable<AzureTenant[]> {
  const title = vscode.l10n.t('Looking up the tenants of {account}', { account });
  return withProgress(title, async ({ signal }) => {
    const tenants: AzureTenant[] = [];
    for await (const { items } of manager.tenants({ signal })) tenants.push(...items);
    return tenants;
  });
}

/** One of the tenants, or another that is typed. `problem` says why the last one did not do. */
export function pickTenant(
  tenants: readonly AzureTenant[],
  problem?: string,
): Promise<string | undefined> {
  const choice = (id: string, label: string, description: string): Choice<string> => ({
    label,
    description,
    iconPath: new vscode.ThemeIcon('organization'),
    value: id,
  });
  return pickOrType<string>({
    title: vscode.l10n.t('Tenant of the Registry'),
    placeholder: problem ?? vscode.l10n.t('Choose a tenant, or type its ID or domain'),
    choices: async function* () {
      yield await Promise.resolve(
        tenants.map(({ id, name, domain }) => choice(id, name, domain ?? id)),
      );
    },
    typed: (text) => tenantProblem(text) ?? choice(text, text, vscode.l10n.t('as typed')),
  });
}

/** Asks for a tenant nothing is known of. */
export async function askTenant(title: string, problem?: string): Promise<string | undefined> {
  const tenant = await vscode.window.showInputBox({
    title,
    prompt: [problem, vscode.l10n.t('Tenant: its ID or domain')].filter(Boolean).join(' — '),
    ignoreFocusOut: true,
    validateInput: (text) => (text === '' ? undefined : tenantProblem(text.trim())),
  });
  return tenant?.trim() === '' ? undefined : tenant?.trim();
}

function tenantProblem(text: string): string | undefined {
  return tenantGrammar.test(text)
    ? undefined
    : vscode.l10n.t('"{text}" is neither the ID nor the domain of a tenant', { text });
}
