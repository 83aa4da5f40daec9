import { join } from 'node:path';
import * as vscode from 'vscode';
import { checkChartName } from '../../chart/scaffold/chartName';
import { readPatterns } from '../../chart/scaffold/patterns';
import { chartKinds, scaffoldChart, type ChartKind } from '../../chart/scaffold/scaffold';
import { isThere, writeNewChart } from '../../chart/scaffold/write';
import { isRepositoryName } from '../../oci/reference';
import { pickParentFolder } from '../pick/pickParentFolder';
import type { CommandHandler } from '../window/command';
import { typingProblem } from '../window/typingProblem';
import type { Parts } from './parts';

/** New Chart: writes a chart that Helm accepts into a folder of its own, and opens its Chart.yaml. */
export function newChartCommand({
  media,
  chartsTree,
}: Pick<Parts, 'media' | 'chartsTree'>): CommandHandler {
  return async (argument) => {
    const kind = await pickKind();
    const parent = kind && (await pickParentFolder(argument, vscode.l10n.t('New Chart: Folder')));
    const name = parent && (await askName(parent));
    if (!name) return;
    const files = scaffoldChart(kind, name, await readPatterns(join(media, 'scaffold')));
    const directory = await writeNewChart(files, parent, name);
    chartsTree.refresh();
    await vscode.window.showTextDocument(vscode.Uri.file(join(directory, 'Chart.yaml')));
  };
}

async function pickKind(): Promise<ChartKind | undefined> {
  const words: Record<ChartKind, Omit<vscode.QuickPickItem, 'kind'>> = {
    application: {
      label: vscode.l10n.t('Application'),
      detail: vscode.l10n.t(
        'Deployment, Service, Ingress, autoscaler, service account, test and notes',
      ),
      iconPath: new vscode.ThemeIcon('package'),
    },
    library: {
      label: vscode.l10n.t('Library'),
      detail: vscode.l10n.t('Templates that several charts share; it cannot be installed'),
      iconPath: new vscode.ThemeIcon('library'),
    },
    empty: {
      label: vscode.l10n.t('Empty'),
      detail: vscode.l10n.t('Chart.yaml, values.yaml, .helmignore and templates for names'),
      iconPath: new vscode.ThemeIcon('circle-outline'),
    },
  };
  const picked = await vscode.window.showQuickPick(
    chartKinds.map((value) => ({ ...words[value], value })),
    { title: vscode.l10n.t('New Chart'), placeHolder: vscode.l10n.t('Choose what it begins as') },
  );
  return picked?.value;
}

async function askName(parent: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Chart: Name'),
    prompt: vscode.l10n.t('The chart and its folder in {parent} get this name', { parent }),
    placeHolder: 'my-app',
    ignoreFocusOut: true,
    validateInput: (text) => problemWith(text.trim(), parent),
  });
  return name?.trim();
}

/** What Helm refuses cannot be taken; what only a registry refuses is a matter of where it is published. */
async function problemWith(
  name: string,
  parent: string,
): Promise<string | vscode.InputBoxValidationMessage | undefined> {
  const problem = typingProblem(() => {
    checkChartName(name);
  });
  if (problem !== undefined) return problem;
  if (await isThere(join(parent, name))) {
    return vscode.l10n.t('{parent} has something of this name already.', { parent });
  }
  if (isRepositoryName(name)) return undefined;
  return {
    message: vscode.l10n.t(
      'OCI registries take no "{name}": only small letters and digits, with single ".", "_" or "-" between them.',
      { name },
    ),
    severity: vscode.InputBoxValidationSeverity.Warning,
  };
}
