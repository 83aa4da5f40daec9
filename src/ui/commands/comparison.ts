import * as vscode from 'vscode';
import { valuesSummary } from '../../publishing/compare/valuesSummary';
import { documentsOf, fileOf, summaryUri } from '../compare/changeUris';
import type { ComparisonView, ShownComparison } from '../compare/comparisonView';
import { titleOf } from '../compare/viewTitle';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'comparison'>;

/** A button of the Comparison view; does nothing while nothing is compared. */
function onShown(
  { comparison }: Needed,
  act: (shown: ShownComparison, view: ComparisonView) => PromiseLike<unknown>,
): CommandHandler {
  return async () => {
    const view = await comparison.view();
    if (view.shown) await act(view.shown, view);
  };
}

export function swapSidesCommand(parts: Needed): CommandHandler {
  return onShown(parts, ({ pair }, view) => {
    const swapped = { before: pair.after, after: pair.before };
    return withProgress(
      vscode.l10n.t('Comparing {names}', { names: titleOf(swapped) }),
      ({ signal }) => view.show(swapped, signal),
    );
  });
}

export function refreshComparisonCommand(parts: Needed): CommandHandler {
  return onShown(parts, (_, view) => view.refresh());
}

/** Copy Values Summary: Markdown for a changelog. */
export function copySummaryCommand(parts: Needed): CommandHandler {
  return onShown(parts, async ({ result }) => {
    await vscode.env.clipboard.writeText(valuesSummary(result));
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied the summary'), 5000);
  });
}

export function showSummaryCommand(parts: Needed): CommandHandler {
  return onShown(parts, () => vscode.commands.executeCommand('markdown.showPreview', summaryUri));
}

/** Open All Changes: every file in one editor. What is new or gone has one side only. */
export function openAllChangesCommand(parts: Needed): CommandHandler {
  return onShown(parts, ({ pair, result }) => {
    const resources = result.files.map((change) => {
      const { before, after } = documentsOf(change, pair);
      return [
        change.change === 'removed' ? before : after,
        fileOf(change, pair, 'before'),
        fileOf(change, pair, 'after'),
      ];
    });
    return vscode.commands.executeCommand('vscode.changes', titleOf(pair), resources);
  });
}

export function closeComparisonCommand(parts: Needed): CommandHandler {
  return onShown(parts, (_, view) => {
    view.close();
    return Promise.resolve();
  });
}
