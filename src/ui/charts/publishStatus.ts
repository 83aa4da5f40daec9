import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import type { Log } from '../../base/log';
import { publishReference } from '../../publishing/publishTarget';
import type { Connections } from '../connections/connections';
import { placeLabel, settingOf } from '../connections/placeLabel';
import type { CommandId } from '../contributions';
import { sentence } from '../window/showError';
import { changesPublishTargets, publishPlacesOf, publishTargetOf } from './publishTargets';
import { chartOfResource, type WorkspaceChart } from './workspaceCharts';

/** How long the window has for itself before an editor that is open already is looked at, in milliseconds. */
const firstLookAfter = 500;

/** Where the chart of the file at hand is published, in the status bar; nothing while no file of a chart is open. */
export function createPublishStatus(log: Log, connections: Connections): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    'chartroom.publish',
    vscode.StatusBarAlignment.Left,
  );
  item.name = vscode.l10n.t('Where the Chart Is Published');
  let run = 0;
  const show = async (): Promise<void> => {
    run += 1;
    const own = run;
    const uri = vscode.window.activeTextEditor?.document.uri;
    const chart = uri?.scheme === 'file' ? await chartOfResource(uri) : undefined;
    if (own !== run) return;
    if (chart?.metadata) {
      fill(item, chart, chart.metadata, connections);
      item.show();
    } else item.hide();
  };
  const update = (): void => {
    show().catch((error: unknown) => {
      log.warn('cannot tell where the chart is published', { reason: String(error) });
    });
  };
  const firstLook = setTimeout(update, firstLookAfter);
  return vscode.Disposable.from(
    item,
    new vscode.Disposable(() => {
      clearTimeout(firstLook);
    }),
    connections.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.path.endsWith('/Chart.yaml')) update();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(update),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (changesPublishTargets(event)) update();
    }),
  );
}

function fill(
  item: vscode.StatusBarItem,
  { directory, chartYaml }: WorkspaceChart,
  { name, version }: NonNullable<WorkspaceChart['metadata']>,
  connections: Connections,
): void {
  const { text, tooltip } = wordsOf(directory, name, version, connections);
  Object.assign(item, { text, tooltip });
  const command: CommandId = 'chartroom.chart.choosePublishTarget';
  item.command = {
    command,
    title: vscode.l10n.t('Choose Where to Publish…'),
    arguments: [chartYaml],
  };
}

function wordsOf(
  directory: string,
  name: string,
  version: string,
  connections: Connections,
): { text: string; tooltip: string } {
  try {
    const target = publishTargetOf(directory, name);
    if (!target) {
      return {
        text: `$(cloud-upload) ${vscode.l10n.t('Choose where to publish')}`,
        tooltip: vscode.l10n.t('No place is set where {name} is published', { name }),
      };
    }
    const [, ...others] = publishPlacesOf(directory, name);
    const more = others.length > 0 ? ` +${others.length}` : '';
    const lines = [
      vscode.l10n.t('{name} is published as {reference}', {
        ...{ name, reference: publishReference(target, version) },
      }),
      ...others.map((place) =>
        place instanceof ChartroomError
          ? sentence(place)
          : vscode.l10n.t('and as {reference}', { reference: publishReference(place, version) }),
      ),
    ];
    const setting = settingOf(connections.list(), target.registry);
    return {
      text: `$(cloud-upload) ${placeLabel(setting, target.repository)}${more}`,
      tooltip: lines.join('\n'),
    };
  } catch (error) {
    if (!(error instanceof ChartroomError)) throw error;
    return {
      text: `$(warning) ${vscode.l10n.t('Choose where to publish')}`,
      tooltip: sentence(error),
    };
  }
}
