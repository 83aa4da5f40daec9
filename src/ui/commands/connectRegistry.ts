import * as vscode from 'vscode';
import { hasCode } from '../../base/error';
import { hostOf } from '../../registries/pastedHost';
import { registryId, registryLabel } from '../connections/registrySetting';
import type { RegistrySetting } from '../connections/registrySetting';
import { viewIds } from '../contributions';
import { pickOrType } from '../pick/pickOrType';
import { hostProblem } from '../providers/hostProblem';
import type { Wizard } from '../providers/wizard';
import { wizardOf, wizards } from '../providers/wizards';
import type { CommandHandler } from '../window/command';
import { offerNext } from '../window/offer';
import { pinRepository } from './pinRepository';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'connections' | 'logins' | 'createRegistry' | 'surroundings'>;

interface Asked {
  readonly wizard: Wizard;
  /** What was typed or pasted in place of a choice. */
  readonly host: string | undefined;
}

/** Connect Registry: asks for the kind or the host, lets its wizard find it, then remembers it. */
export function connectRegistryCommand(parts: Needed): CommandHandler {
  return async () => {
    const asked = await askWizard();
    const found = asked && (await asked.wizard.connect(parts, asked.host));
    if (!found) return;
    const { setting, login } = found;
    if (login) await parts.logins.store(registryId(setting), login);
    await parts.connections.connect(setting);
    await vscode.commands.executeCommand(`${viewIds.registries}.focus`);
    if (await cannotList(parts, setting)) offerToPin(parts, setting);
  };
}

function askWizard(): Promise<Asked | undefined> {
  return pickOrType<Asked>({
    title: vscode.l10n.t('Connect Registry'),
    placeholder: vscode.l10n.t('Choose where your charts are, or type the host of a registry'),
    choices: async function* () {
      yield await Promise.resolve(
        wizards.map((wizard) => ({
          label: wizard.label,
          detail: wizard.detail,
          iconPath: new vscode.ThemeIcon(wizard.icon),
          value: { wizard, host: undefined },
        })),
      );
    },
    typed: (text) => {
      const wizard = wizardOf({ host: hostOf(text) });
      return (
        hostProblem(text) ?? {
          label: hostOf(text),
          description: wizard.label,
          iconPath: new vscode.ThemeIcon(wizard.icon),
          value: { wizard, host: text },
        }
      );
    },
  });
}

async function cannotList({ connections }: Needed, setting: RegistrySetting): Promise<boolean> {
  const { registry } = connections.forHost(registryId(setting));
  try {
    await registry.repositories({ pageSize: 1 })[Symbol.asyncIterator]().next();
    return false;
  } catch (error) {
    return hasCode(error, 'registry.no-catalog');
  }
}

function offerToPin({ connections }: Needed, setting: RegistrySetting): void {
  offerNext(
    vscode.l10n.t(
      '{registry} is connected, but does not list its repositories. Name the ones you use.',
      { registry: registryLabel(setting) },
    ),
    {
      title: vscode.l10n.t('Add Repository to View…'),
      run: () => pinRepository(connections, connections.forHost(registryId(setting))),
    },
  );
}
