import { basename } from 'node:path';
import * as vscode from 'vscode';
import {
  chartOfResource,
  findWorkspaceCharts,
  type WorkspaceChart,
} from '../charts/workspaceCharts';
import type { Connections } from '../connections/connections';
import { pickChart } from '../pick/pickChart';
import { pickRemote, type RemoteChoice } from '../pick/pickRemote';
import { findMirrorFiles, isMirrorFile } from './mirrorFile';

export type PickedSubject =
  | { readonly is: 'chart'; readonly chart: WorkspaceChart }
  | { readonly is: 'mirror'; readonly file: vscode.Uri }
  | { readonly is: 'published'; readonly remote: RemoteChoice };

/** A chart or mirror file the command was called on, else that of the active editor, else one of the workspace or a published chart. */
export async function pickSubject(
  argument: unknown,
  connections: Connections,
  title: string,
): Promise<PickedSubject | undefined> {
  if (argument !== undefined) {
    if (argument instanceof vscode.Uri && isMirrorFile(argument)) {
      return { is: 'mirror', file: argument };
    }
    const chart = await pickChart(argument, title);
    return chart && { is: 'chart', chart };
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active?.scheme === 'file') {
    if (isMirrorFile(active)) return { is: 'mirror', file: active };
    const chart = await chartOfResource(active);
    if (chart) return { is: 'chart', chart };
  }
  return pickFromWorkspace(connections, title);
}

async function pickFromWorkspace(
  connections: Connections,
  title: string,
): Promise<PickedSubject | undefined> {
  const [charts, files] = await Promise.all([findWorkspaceCharts(), findMirrorFiles()]);
  const rows: (vscode.QuickPickItem & { take: () => Promise<PickedSubject | undefined> })[] = [
    ...charts.map((chart) => ({
      label: chart.metadata?.name ?? chart.folder,
      description: chart.folder,
      iconPath: new vscode.ThemeIcon('package'),
      take: () => Promise.resolve({ is: 'chart' as const, chart }),
    })),
    ...files.map((file) => ({
      label: basename(file.path),
      description: vscode.workspace.asRelativePath(file),
      iconPath: new vscode.ThemeIcon('mirror'),
      take: () => Promise.resolve({ is: 'mirror' as const, file }),
    })),
    {
      label: vscode.l10n.t('A Published Chart…'),
      iconPath: new vscode.ThemeIcon('cloud'),
      take: async () => {
        const remote = await pickRemote(connections, title);
        return remote && { is: 'published' as const, remote };
      },
    },
  ];
  if (rows.length === 1) return rows[0]?.take();
  const picked = await vscode.window.showQuickPick(rows, {
    title,
    placeHolder: vscode.l10n.t('What is it for?'),
    matchOnDescription: true,
  });
  return picked?.take();
}
