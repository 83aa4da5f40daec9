import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import { checkRepositoryName } from '../../oci/reference';
import { publishReference, publishTarget, publishValue } from '../../publishing/publishTarget';
import { suggestRepositories } from '../../publishing/suggestRepositories';
import type { Connection } from '../connections/connections';
import { registryLabel } from '../connections/registrySetting';
import { sentence } from '../window/showError';
import { typingProblem } from '../window/typingProblem';
import { pickOrType, type Choice } from './pickOrType';

export interface PickPublishTargetOptions {
  readonly title: string;
  readonly connections: readonly Connection[];
  readonly chart: { readonly name: string; readonly version: string };
}

type Row = Choice<string> | vscode.QuickPickItem;

/** A value of `chartroom.publish.repository`: of the repositories that are there and could be, or as typed. */
export function pickPublishTarget(options: PickPublishTargetOptions): Promise<string | undefined> {
  const { title, connections, chart } = options;
  return pickOrType<string>({
    title,
    placeholder: vscode.l10n.t('Choose a repository, or type one: oci://host/charts/'),
    choices: async function* (signal) {
      // All are asked at once, and shown in their order: one that is slow delays only those below it.
      const groups = connections.map((connection) => rowsOf(connection, chart, signal));
      for (const group of groups) yield await group;
    },
    typed: (text) => {
      const value = text.includes('://') ? text : `oci://${text}`;
      return (
        typingProblem(() => {
          checkRepositoryName(publishTarget(value, chart.name).repository);
        }) ?? row(value, chart)
      );
    },
  });
}

async function rowsOf(
  { registry, setting }: Connection,
  chart: PickPublishTargetOptions['chart'],
  signal: AbortSignal,
): Promise<Row[]> {
  const { names, problem } = await firstPage(registry, signal);
  const { same, beside } = suggestRepositories(names, chart.name);
  const { namespaces = [] } = setting;
  const own =
    namespaces.length === 0
      ? [chart.name]
      : namespaces.map((namespace) => `${namespace}/${chart.name}`);
  const repositories = new Set([...same, ...beside, ...own, ...names]);
  const values = [...repositories].map((name) => publishValue(registry.host, name, chart.name));
  return [
    { label: registryLabel(setting), kind: vscode.QuickPickItemKind.Separator },
    ...values.map((value) => row(value, chart)),
    ...(problem === undefined ? [] : [problem]),
  ];
}

/** A registry that cannot be listed can be published to all the same. */
async function firstPage(
  registry: Connection['registry'],
  signal: AbortSignal,
): Promise<{ names: string[]; problem?: Row }> {
  try {
    const pages = registry.repositories({ pageSize: 1000, signal });
    const first = await pages[Symbol.asyncIterator]().next();
    return { names: first.done ? [] : first.value.items.map(({ name }) => name) };
  } catch (error) {
    if (isAbort(error, signal)) return { names: [] };
    const label = vscode.l10n.t('Cannot list {host}', { host: registry.host });
    const iconPath = new vscode.ThemeIcon('warning');
    return { names: [], problem: { label, detail: sentence(error), iconPath } };
  }
}

function row(value: string, { name, version }: PickPublishTargetOptions['chart']): Choice<string> {
  const target = publishTarget(value, name);
  const description = vscode.l10n.t('pushes {reference}', {
    reference: publishReference(target, version),
  });
  const iconPath = new vscode.ThemeIcon(target.form === 'parent' ? 'folder' : 'repo');
  return { label: value, description, iconPath, value };
}
