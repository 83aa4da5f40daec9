import * as vscode from 'vscode';
import { hasCode } from '../../../base/error';
import type {
  AzureRegistry,
  AzureSubscription,
  ResourceManager,
} from '../../../registries/acr/arm';
import { pickOrType, type Choice } from '../../pick/pickOrType';
import { sentence } from '../../window/showError';

export type RegistryChoice =
  | {
      readonly kind: 'registry';
      readonly registry: AzureRegistry;
      /** That it belongs to. */
      readonly tenant: string;
    }
  | { readonly kind: 'other-tenant' }
  | { readonly kind: 'other-account' }
  | { readonly kind: 'by-login-server' };

/** Whose registries are looked for. */
export interface Searched {
  readonly account: string;
  readonly tenant: string;
  readonly tenantName: string;
}

type Row = Choice<RegistryChoice> | vscode.QuickPickItem;

/** Lists the registries of all subscriptions while it is open. Undefined when it is closed. */
export function pickAzureRegistry(
  manager: ResourceManager,
  searched: Searched,
): Promise<RegistryChoice | undefined> {
  const { account, tenantName: tenant } = searched;
  return pickOrType<RegistryChoice>({
    title: vscode.l10n.t('Azure Container Registries of {tenant}', { tenant }),
    placeholder: vscode.l10n.t('Choose a registry that {account} can see', { account }),
    choices: (signal) => rows(manager, searched, signal),
  });
}

async function* rows(
  manager: ResourceManager,
  searched: Searched,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  let subscriptions = 0;
  let registries = 0;
  try {
    for await (const page of manager.subscriptions(searched.tenant, { signal })) {
      for (const subscription of page.items) {
        subscriptions += 1;
        for await (const group of ofSubscription(manager, subscription, searched, signal)) {
          registries += group.filter((row) => 'value' in row).length;
          yield group;
        }
      }
    }
    if (registries === 0) yield [nothingFound(searched, subscriptions)];
  } finally {
    // Also after a failure: these are the ways out of it.
    yield otherWays();
  }
}

/** The heading comes with the first registry, so that subscriptions without any leave no trace. */
async function* ofSubscription(
  manager: ResourceManager,
  subscription: AzureSubscription,
  searched: Searched,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  const heading = {
    label: subscription.name,
    kind: vscode.QuickPickItemKind.Separator,
  };
  let isFirst = true;
  try {
    for await (const { items } of manager.registries(subscription, { signal })) {
      if (items.length === 0) continue;
      const choices = items.map((registry) => choiceOf(registry, searched));
      yield isFirst ? [heading, ...choices] : choices;
      isFirst = false;
    }
  } catch (error) {
    // One subscription that may not be read is no reason to hide the others.
    if (!hasCode(error, 'azure.denied')) throw error;
    const iconPath = new vscode.ThemeIcon('warning');
    yield [heading, { label: subscription.name, detail: sentence(error), iconPath }];
  }
}

function choiceOf(registry: AzureRegistry, { tenant }: Searched): Choice<RegistryChoice> {
  const { name, loginServer, location, sku } = registry;
  return {
    label: name,
    description: [location, sku].filter((part) => part !== undefined).join(' · '),
    detail: loginServer,
    iconPath: new vscode.ThemeIcon('server'),
    value: { kind: 'registry', registry, tenant: registry.tenant ?? tenant },
  };
}

function nothingFound(
  { account, tenantName: tenant }: Searched,
  subscriptions: number,
): vscode.QuickPickItem {
  return {
    label: vscode.l10n.t('No registries found'),
    detail: vscode.l10n.t(
      '{account} sees {subscriptions} subscriptions of {tenant}, and no registry in them. To see one takes the role Reader; to use one by its login server, AcrPull is enough.',
      { account, tenant, subscriptions },
    ),
    iconPath: new vscode.ThemeIcon('info'),
    alwaysShow: true,
  };
}

function otherWays(): readonly Row[] {
  const way = (
    label: string,
    icon: string,
    kind: Exclude<RegistryChoice['kind'], 'registry'>,
  ): Choice<RegistryChoice> => ({
    label,
    iconPath: new vscode.ThemeIcon(icon),
    alwaysShow: true,
    value: { kind },
  });
  return [
    { label: vscode.l10n.t('Not here?'), kind: vscode.QuickPickItemKind.Separator },
    way(vscode.l10n.t('Another Tenant…'), 'organization', 'other-tenant'),
    way(vscode.l10n.t('Another Account…'), 'account', 'other-account'),
    way(vscode.l10n.t('Enter a Login Server…'), 'edit', 'by-login-server'),
  ];
}
