import * as vscode from 'vscode';
import { checkRepositoryName } from '../../oci/reference';
import { suggestRepositories } from '../../publishing/suggestRepositories';
import type { Connection } from '../connections/connections';
import { pickOrType } from './pickOrType';
import type { Choice } from './pickOrType';
import { typingProblem } from '../window/typingProblem';

export interface PickRepositoryOptions {
  readonly title: string;
  readonly connection: Connection;
  readonly chartName: string;
  /** Where this chart went last time. */
  readonly last: string | undefined;
}

/**
 * Where in a registry a chart goes: the repository it went to last, one of its own name, one made
 * of its name under a prefix that others use, or any other that is typed.
 */
export function pickRepository(options: PickRepositoryOptions): Promise<string | undefined> {
  const { connection, chartName, last } = options;
  const { host } = connection.setting;
  const choice = (name: string, why: string): Choice<string> => ({
    label: name,
    description: why,
    iconPath: new vscode.ThemeIcon('repo'),
    value: name,
  });
  return pickOrType<string>({
    title: options.title,
    placeholder: vscode.l10n.t('Repository in {host}, or type another', { host }),
    choices: async function* (signal) {
      const offered = new Set<string>();
      const fresh = (names: readonly string[], why: string): Choice<string>[] =>
        names
          .filter((name) => !offered.has(name) && offered.add(name))
          .map((name) => choice(name, why));
      yield fresh(last === undefined ? [] : [last], vscode.l10n.t('last time'));
      try {
        const { same, beside } = suggestRepositories(
          await firstPage(connection, signal),
          chartName,
        );
        yield fresh(same, vscode.l10n.t('in the registry'));
        yield fresh(beside, vscode.l10n.t('beside other repositories'));
      } finally {
        // Where the registry cannot be listed, these are what is left.
        const { namespaces = [] } = connection.setting;
        const inNamespaces = namespaces.map((namespace) => `${namespace}/${chartName}`);
        yield fresh(inNamespaces, vscode.l10n.t('in your namespace'));
        if (namespaces.length === 0) yield fresh([chartName], vscode.l10n.t('named as the chart'));
      }
    },
    typed: (text) =>
      typingProblem(() => {
        checkRepositoryName(text);
      }) ?? choice(text, vscode.l10n.t('as typed')),
  });
}

async function firstPage({ registry }: Connection, signal: AbortSignal): Promise<string[]> {
  const pages = registry.repositories({ pageSize: 1000, signal });
  const first = await pages[Symbol.asyncIterator]().next();
  return first.done ? [] : first.value.items.map(({ name }) => name);
}
