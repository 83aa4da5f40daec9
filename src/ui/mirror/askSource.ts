import * as vscode from 'vscode';
import { repositoryUrl } from '../../registries/chartRepository/address';
import { publishTarget } from '../../publishing/publishTarget';
import type { Parts } from '../commands/parts';
import { registryLabel } from '../connections/registrySetting';
import { pickOrType, type Choice } from '../pick/pickOrType';
import { typingProblem } from '../window/typingProblem';

type Needed = Pick<Parts, 'connections' | 'dependencySources' | 'memory'>;

const lastSource = 'mirror.source';

/** The address of a chart repository, or of charts in a registry: one that Helm or Chartroom knows, or as typed. */
export async function askSource({
  connections,
  dependencySources,
  memory,
}: Needed): Promise<string | undefined> {
  const last = memory.get<string>(lastSource);
  const source = await pickOrType<string>({
    title: vscode.l10n.t('Mirror Charts'),
    placeholder: vscode.l10n.t(
      'Where from? Choose, or type https://charts.example or oci://host/charts/',
    ),
    choices: async function* (signal) {
      if (last !== undefined) yield [choice(last, vscode.l10n.t('last time'), 'history')];
      const fresh = (choices: Choice<string>[]): Choice<string>[] =>
        choices.filter(({ value }) => value !== last);
      const sources = await dependencySources();
      const known = await sources.helmRepositories({ signal });
      yield fresh(
        known
          .filter(({ url }) => !url.startsWith('oci://'))
          .map(({ name, url }) =>
            choice(url, vscode.l10n.t('{name} of Helm', { name }), 'package'),
          ),
      );
      yield fresh(
        connections.list().flatMap(({ setting, registry: { host } }) => {
          const paths = setting.namespaces?.map((namespace) => `${namespace}/`) ?? [''];
          return paths.map((path) =>
            choice(`oci://${host}/${path}`, registryLabel(setting), 'server'),
          );
        }),
      );
    },
    typed: (text) =>
      typingProblem(() => {
        if (text.startsWith('oci://')) publishTarget(text, '');
        else repositoryUrl(text);
      }) ?? choice(text, vscode.l10n.t('as typed'), 'edit'),
  });
  if (source !== undefined) await memory.update(lastSource, source);
  return source;
}

function choice(value: string, description: string, icon: string): Choice<string> {
  return { value, label: value, description, iconPath: new vscode.ThemeIcon(icon) };
}
