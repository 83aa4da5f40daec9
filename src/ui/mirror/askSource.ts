import * as vscode from 'vscode';
import { repositoryUrl } from '../../registries/chartRepository/address';
import { publishTarget } from '../../publishing/publishTarget';
import type { Parts } from '../commands/parts';
import { registryLabel } from '../connections/registrySetting';
import { pickOrType, type Choice } from '../pick/pickOrType';
import { typingProblem } from '../window/typingProblem';

type Needed = Pick<Parts, 'connections' | 'dependencySources'>;

/** The address of a chart repository, or of charts in a registry: one that Helm or Chartroom knows, or as typed. */
export function askSource({ connections, dependencySources }: Needed): Promise<string | undefined> {
  return pickOrType<string>({
    title: vscode.l10n.t('Mirror Charts'),
    placeholder: vscode.l10n.t(
      'Where from? Choose, or type https://charts.example or oci://host/charts/',
    ),
    choices: async function* (signal) {
      const sources = await dependencySources();
      const known = await sources.helmRepositories({ signal });
      yield known
        .filter(({ url }) => !url.startsWith('oci://'))
        .map(({ name, url }) => choice(url, vscode.l10n.t('{name} of Helm', { name }), 'package'));
      yield connections
        .list()
        .flatMap(({ setting, registry: { host } }) =>
          (setting.namespaces ?? []).map((namespace) =>
            choice(`oci://${host}/${namespace}/`, registryLabel(setting), 'server'),
          ),
        );
    },
    typed: (text) =>
      typingProblem(() => {
        if (text.startsWith('oci://')) publishTarget(text, '');
        else repositoryUrl(text);
      }) ?? choice(text, vscode.l10n.t('as typed'), 'edit'),
  });
}

function choice(value: string, description: string, icon: string): Choice<string> {
  return { value, label: value, description, iconPath: new vscode.ThemeIcon(icon) };
}
