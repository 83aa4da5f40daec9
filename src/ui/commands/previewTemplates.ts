import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { chartOfResource } from '../charts/workspaceCharts';
import { isExplorerNode, versionReference } from '../explorer/node';
import { versionUri } from '../explorer/versionRows';
import { helmOrOffer } from '../helm/helmOrOffer';
import { pickValuesFiles } from '../helm/pickValuesFiles';
import { previewedBy, type Previewed } from '../helm/previewUri';
import { pickChart } from '../pick/pickChart';
import { isSavedRow, savedUri } from '../saved/savedView';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'surroundings' | 'templatePreview'>;

/** Preview Templates of a chart of the workspace, a version or a saved chart. */
export function previewTemplatesCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const previewed = await previewedChart(argument);
    if (previewed) await open(previewed, parts);
  };
}

/** Preview Template: the one that is open. What renders to nothing by itself is seen in the preview of all. */
export function previewTemplateCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const uri =
      argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    const previewed =
      (uri?.scheme === 'file' ? await previewedTemplate(uri) : undefined) ??
      (await previewedChart(argument));
    if (previewed) await open(previewed, parts);
  };
}

/** Choose Values Files of a preview or a chart; `files` are given by whoever runs it from a keybinding or a task. */
export function chooseValuesCommand({ templatePreview }: Needed): CommandHandler {
  return async (argument, files) => {
    const preview =
      argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    const { chart } = (preview && previewedBy(preview)) ?? (await previewedChart(argument)) ?? {};
    if (!chart) return;
    const { values } = templatePreview;
    const folder = chart.scheme === 'file' ? chart.fsPath : undefined;
    const title = vscode.l10n.t('Values Files');
    const chosen = isPaths(files) ? files : await pickValuesFiles(title, folder, values.of(chart));
    if (chosen) await values.choose(chart, chosen);
  };
}

/** Render Again, for what no watcher sees: a file outside of the workspace, another Helm. */
export function refreshPreviewCommand({ templatePreview }: Needed): CommandHandler {
  return async (argument) => {
    const uri =
      argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
    if (!uri || !previewedBy(uri)) return;
    await withProgress(vscode.l10n.t('Rendering the templates'), ({ signal }) =>
      templatePreview.refresh(uri, { signal }),
    );
  };
}

async function open(
  previewed: Previewed,
  { surroundings, templatePreview }: Needed,
): Promise<void> {
  const scope = previewed.chart.scheme === 'file' ? previewed.chart : undefined;
  if ((await helmOrOffer(scope, surroundings)) === undefined) return;
  await withProgress(vscode.l10n.t('Rendering the templates'), ({ signal }) =>
    templatePreview.open(previewed, { signal }),
  );
}

async function previewedChart(argument: unknown): Promise<Previewed | undefined> {
  const chart = await chartUri(argument);
  return chart && { chart, template: undefined };
}

async function chartUri(argument: unknown): Promise<vscode.Uri | undefined> {
  if (isSavedRow(argument)) return savedUri(argument.chart);
  if (isExplorerNode(argument) && argument.type === 'version') {
    const reference = versionReference(argument);
    return withProgress(vscode.l10n.t('Looking up {reference}', { reference }), ({ signal }) =>
      versionUri(argument, { signal }),
    );
  }
  const chart = await pickChart(argument, vscode.l10n.t('Preview Templates'));
  return chart && vscode.Uri.file(chart.directory);
}

async function previewedTemplate(uri: vscode.Uri): Promise<Previewed | undefined> {
  const chart = await chartOfResource(uri);
  if (!chart) return undefined;
  const path = relative(chart.directory, uri.fsPath).split(sep).join('/');
  const name = path.split('/').at(-1) ?? '';
  const isShownAlone =
    path.startsWith('templates/') && !name.startsWith('_') && name !== 'NOTES.txt';
  return {
    chart: vscode.Uri.file(chart.directory),
    template: isShownAlone ? path : undefined,
  };
}

function isPaths(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((path) => typeof path === 'string');
}
