import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { buildDependencies } from '../../publishing/dependencies/build';
import { updateDependencies, type FillResult } from '../../publishing/dependencies/update';
import { pickChart } from '../pick/pickChart';
import type { WorkspaceChart } from '../charts/workspaceCharts';
import type { CommandHandler } from '../window/command';
import { offerNext } from '../window/offer';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';
import { saveOpenFiles } from './saveChart';

type Needed = Pick<Parts, 'chartsTree' | 'dependencySources'>;
type Verb = typeof updateDependencies;

/** Update Dependencies, as `helm dependency update`. */
export function updateDependenciesCommand(parts: Needed): CommandHandler {
  return fillCommand(parts, updateDependencies, vscode.l10n.t('Update Dependencies'), (chart) =>
    vscode.l10n.t('Updating the dependencies of {chart}', { chart }),
  );
}

/** Build Dependencies: what the lock has, as `helm dependency build`. */
export function buildDependenciesCommand(parts: Needed): CommandHandler {
  return fillCommand(
    parts,
    buildDependencies,
    vscode.l10n.t('Build Dependencies from the Lock'),
    (chart) => vscode.l10n.t('Getting the dependencies of {chart}', { chart }),
  );
}

/** Folders of charts whose charts/ is being filled. */
const busy = new Set<string>();

function fillCommand(
  parts: Needed,
  verb: Verb,
  question: string,
  title: (chart: string) => string,
): CommandHandler {
  return async (argument) => {
    const chart = await pickChart(argument, question);
    if (!chart) return;
    const name = chart.metadata?.name ?? chart.folder;
    const result = await alone(chart, () => fill(parts, verb, chart, title(name)));
    parts.chartsTree.refresh();
    offerNext(resultMessage(name, result), ...offers(chart, result));
  };
}

async function alone<T>(chart: WorkspaceChart, work: () => PromiseLike<T>): Promise<T> {
  const { directory } = chart;
  if (busy.has(directory)) {
    throw new ChartroomError({
      code: 'dependency.busy',
      template: 'The dependencies of the chart in {directory} are being got already',
      facts: { directory },
    });
  }
  busy.add(directory);
  try {
    return await work();
  } finally {
    busy.delete(directory);
  }
}

function fill(
  { dependencySources }: Needed,
  verb: Verb,
  chart: WorkspaceChart,
  title: string,
): Thenable<FillResult> {
  return withProgress(title, async ({ signal, step }) => {
    await saveOpenFiles(chart);
    return verb(chart.directory, await dependencySources(), {
      signal,
      onProgress: ({ done, total, last }) => {
        step(vscode.l10n.t('{done} of {total}: {last}', { done, total, last }));
      },
    });
  });
}

function resultMessage(chart: string, { locked, removed, lock }: FillResult): string {
  if (locked.length === 0) return vscode.l10n.t('{chart} depends on no other chart', { chart });
  const list = locked.map(({ name, version = '' }) => `${name} ${version}`).join(', ');
  return [
    vscode.l10n.t('The dependencies of {chart} are in charts/: {list}', { chart, list }),
    lock !== undefined && vscode.l10n.t('{lock} has changed', { lock }),
    removed.length > 0 &&
      vscode.l10n.t('outdated and removed: {files}', { files: removed.join(', ') }),
  ]
    .filter(Boolean)
    .join('; ');
}

function offers(chart: WorkspaceChart, { lock }: FillResult) {
  if (lock === undefined) return [];
  const uri = vscode.Uri.joinPath(vscode.Uri.file(chart.directory), lock);
  return [
    {
      title: vscode.l10n.t('Show {file}', { file: lock }),
      run: () => vscode.window.showTextDocument(uri),
    },
  ];
}
