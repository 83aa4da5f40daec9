import { sep } from 'node:path';
import * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import { shortDigest } from '../../oci/digest';
import { saveChart } from '../../publishing/save';
import type { SaveResult } from '../../publishing/save';
import { savedReference } from '../../publishing/savedReference';
import type { WorkspaceChart } from '../charts/workspaceCharts';
import { viewIds } from '../contributions';
import { formatSize } from '../../base/size';
import { pickChart } from '../pick/pickChart';
import type { CommandHandler } from '../window/command';
import { executeCommand } from '../window/executeCommand';
import { offerNext } from '../window/offer';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';
import { typingProblem } from '../window/typingProblem';

type Needed = Pick<Parts, 'saved' | 'savedTree'>;

/** Save Chart: pack the folder under `NAME:VERSION`. */
export function saveChartCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const chart = await pickChart(argument, vscode.l10n.t('Save Chart'));
    if (chart) await save(parts, chart);
  };
}

/** Save Chart As…: the same under a reference of one's own, as `helm chart save` took. */
export function saveChartAsCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const chart = await pickChart(argument, vscode.l10n.t('Save Chart As'));
    const reference = chart && (await askReference(chart));
    if (chart && reference !== undefined) await save(parts, chart, reference);
  };
}

/** Saves what is on the screen and refreshes the view; the caller says what came of it. */
export async function saveWorkspaceChart(
  { saved, savedTree }: Needed,
  chart: WorkspaceChart,
  options: Abortable & { readonly reference?: string | undefined },
): Promise<SaveResult> {
  await saveOpenFiles(chart);
  const result = await saveChart(chart.directory, saved, options);
  savedTree.refresh();
  return result;
}

async function save(parts: Needed, chart: WorkspaceChart, reference?: string): Promise<void> {
  const title = vscode.l10n.t('Saving {chart}', { chart: chart.metadata?.name ?? chart.folder });
  const result = await withProgress(title, ({ signal }) =>
    saveWorkspaceChart(parts, chart, { reference, signal }),
  );
  offerNext(
    saveMessage(result),
    {
      title: vscode.l10n.t('Push…'),
      run: () => executeCommand('chartroom.saved.push', result.reference),
    },
    {
      title: vscode.l10n.t('Copy Reference'),
      run: () => vscode.env.clipboard.writeText(result.reference),
    },
    {
      title: vscode.l10n.t('Show Saved Charts'),
      run: () => vscode.commands.executeCommand(`${viewIds.saved}.focus`),
    },
  );
}

function saveMessage(result: SaveResult): string {
  const facts = {
    reference: result.reference,
    digest: `sha256:${shortDigest(result.digest)}`,
    size: formatSize(result.size),
    chart: `${result.name} ${result.version}`,
    before: result.replaced === undefined ? '' : `sha256:${shortDigest(result.replaced)}`,
  };
  return result.replaced === undefined
    ? vscode.l10n.t('Saved {reference} ({chart}, {size}, {digest})', facts)
    : vscode.l10n.t('Saved {reference} ({chart}, {size}, {digest}), in place of {before}', facts);
}

/** What is on the screen is what gets packed. */
export async function saveOpenFiles(chart: Pick<WorkspaceChart, 'directory'>): Promise<void> {
  const dirty = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && uri.fsPath.startsWith(chart.directory + sep),
  );
  for (const document of dirty) await document.save();
}

function askReference(chart: WorkspaceChart): Thenable<string | undefined> {
  const { metadata } = chart;
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Save Chart As'),
    prompt: vscode.l10n.t('NAME:VERSION, or registry/repository:tag'),
    value: metadata ? `${metadata.name}:${metadata.version}` : '',
    validateInput: (text) => typingProblem(() => metadata && savedReference(metadata, text.trim())),
  });
}
