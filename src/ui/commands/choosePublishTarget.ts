import * as vscode from 'vscode';
import { publishReference, publishTarget } from '../../publishing/publishTarget';
import { setPublishTarget } from '../charts/publishTargets';
import { findWorkspaceCharts, metadataOf, type WorkspaceChart } from '../charts/workspaceCharts';
import { pickChart } from '../pick/pickChart';
import { pickPublishTarget } from '../pick/pickPublishTarget';
import type { CommandHandler } from '../window/command';
import { executeCommand } from '../window/executeCommand';
import { offerNext } from '../window/offer';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'connections'>;

/** Choose Where to Publish: sets `chartroom.publish.repository` for a chart, to a value that is given or asked for. */
export function choosePublishTargetCommand(parts: Needed): CommandHandler {
  return async (argument, given) => {
    const title = vscode.l10n.t('Choose Where to Publish');
    const chart = await pickChart(
      typeof argument === 'string' ? vscode.Uri.file(argument) : argument,
      title,
    );
    if (!chart) return;
    const metadata = metadataOf(chart);
    const value = typeof given === 'string' ? given : await askValue(parts, metadata);
    if (value === undefined) return;
    const target = publishTarget(value, metadata.name);
    const charts = target.form === 'parent' ? await askWhichCharts(chart) : 'this';
    if (charts === undefined) return;
    await setPublishTarget(chart.directory, value, charts);
    const facts = {
      chart: metadata.name,
      reference: publishReference(target, metadata.version),
    };
    offerNext(
      charts === 'all'
        ? vscode.l10n.t('All charts are published there from now on, {chart} as {reference}', facts)
        : vscode.l10n.t('{chart} is published as {reference} from now on', facts),
      {
        title: vscode.l10n.t('Push Chart'),
        run: () => executeCommand('chartroom.chart.push', chart.chartYaml),
      },
    );
  };
}

async function askValue(
  { connections }: Needed,
  chart: { readonly name: string; readonly version: string },
): Promise<string | undefined> {
  if (connections.list().length === 0) await executeCommand('chartroom.registry.connect');
  return pickPublishTarget({
    title: vscode.l10n.t('Where {chart} Is Published', { chart: chart.name }),
    connections: connections.list(),
    chart,
  });
}

/** A parent takes any number of charts, so it can be meant for all of them. */
async function askWhichCharts(chart: WorkspaceChart): Promise<'this' | 'all' | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(chart.chartYaml);
  const charts = (await findWorkspaceCharts()).filter(
    ({ chartYaml }) => vscode.workspace.getWorkspaceFolder(chartYaml) === folder,
  );
  if (charts.length <= 1) return 'all';
  const rows = [
    {
      label: vscode.l10n.t('Every chart of {folder}', { folder: folder?.name ?? '' }),
      description: vscode.l10n.t('{count} charts', { count: charts.length }),
      charts: 'all' as const,
    },
    { label: vscode.l10n.t('Only {chart}', { chart: chart.folder }), charts: 'this' as const },
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Which Charts Are Published There?'),
    ignoreFocusOut: true,
  });
  return picked?.charts;
}
