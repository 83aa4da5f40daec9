import * as vscode from 'vscode';
import { everyChart } from '../../publishing/mirror/mirror';
import { registrySource } from '../../publishing/mirror/registrySource';
import { publishTarget } from '../../publishing/publishTarget';
import type { Parts } from '../commands/parts';
import { withProgress } from '../window/progress';
import { titleOf } from './askMirror';
import { mirrorPlaces } from './places';

type Needed = Pick<Parts, 'connections' | 'dependencySources'>;

/** Names of the charts of a source that are wanted; of a repository, which is one chart, nobody is asked. */
export async function askCharts(
  parts: Needed,
  source: string,
): Promise<readonly string[] | undefined> {
  const isRegistry = source.startsWith('oci://');
  if (isRegistry && publishTarget(source, '').form === 'repository') {
    return [source.slice(source.lastIndexOf('/') + 1)];
  }
  const names = await withProgress(
    vscode.l10n.t('Reading the charts of {source}', { source }),
    async ({ signal }) =>
      isRegistry
        ? registrySource(source, await mirrorPlaces(parts)).names({ signal })
        : (await parts.dependencySources()).chartNames(source, { signal }),
  );
  const all = {
    label: vscode.l10n.t('All charts'),
    description: vscode.l10n.t('also those that come later'),
    name: everyChart,
  };
  const picked = await vscode.window.showQuickPick(
    [all, ...(names ?? []).toSorted().map((name) => ({ label: name, description: '', name }))],
    {
      title: titleOf(source),
      placeHolder: vscode.l10n.t('Choose the charts to mirror'),
      ...{ canPickMany: true, ignoreFocusOut: true },
    },
  );
  if (!picked || picked.length === 0) return undefined;
  return picked.includes(all) ? [everyChart] : picked.map(({ name }) => name);
}
