import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import {
  chartOfResource,
  findWorkspaceCharts,
  readWorkspaceChart,
} from '../charts/workspaceCharts';
import type { WorkspaceChart } from '../charts/workspaceCharts';

/**
 * The chart a command is about: the row or file it was called on, else the chart of the active
 * editor, else the only chart of the workspace, else the one that is picked.
 */
export async function pickChart(
  argument: unknown,
  title: string,
): Promise<WorkspaceChart | undefined> {
  if (isChartNode(argument)) return readWorkspaceChart(argument.chart.chartYaml);
  if (argument instanceof vscode.Uri) {
    const chart = await chartOfResource(argument);
    if (chart) return chart;
    throw noChart(argument.fsPath);
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const chart = active?.scheme === 'file' ? await chartOfResource(active) : undefined;
  return chart ?? pickFromWorkspace(title);
}

async function pickFromWorkspace(title: string): Promise<WorkspaceChart | undefined> {
  const charts = await findWorkspaceCharts();
  if (charts.length === 0) {
    const folders = vscode.workspace.workspaceFolders?.map(({ name }) => name).join(', ');
    throw new ChartroomError({
      code: 'workspace.no-charts',
      template: folders
        ? 'There is no Chart.yaml in {folders}'
        : 'No folder is open, so there is no chart to work with',
      facts: folders ? { folders } : {},
    });
  }
  if (charts.length === 1) return charts[0];
  const items = charts.map((chart) => ({
    label: chart.metadata?.name ?? chart.folder,
    description: chart.metadata?.version ?? '',
    detail: chart.folder,
    chart,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose a chart of this workspace'),
    matchOnDetail: true,
  });
  return picked?.chart;
}

function isChartNode(value: unknown): value is { chart: WorkspaceChart } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    (value.type === 'chart' || value.type === 'dependency') &&
    'chart' in value
  );
}

function noChart(path: string): ChartroomError {
  return new ChartroomError({
    code: 'workspace.not-a-chart',
    template: '{path} is not part of a chart: neither it nor a folder above it has a Chart.yaml',
    facts: { path },
  });
}
