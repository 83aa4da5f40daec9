import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { shortDigest } from '../../oci/digest';
import type { SavedChart } from '../../publishing/savedCharts';
import { isSavedRow } from '../saved/savedView';
import type { SavedTree } from '../saved/savedView';

/** The saved chart a command is about: the row it was called on, the one of that reference, or the one that is picked. */
export async function pickSaved(
  argument: unknown,
  tree: SavedTree,
  title: string,
): Promise<SavedChart | undefined> {
  if (isSavedRow(argument)) return argument.chart;
  const rows = await tree.rows();
  if (typeof argument === 'string') return withReference(rows, argument);
  if (rows.length === 0) {
    throw new ChartroomError({
      code: 'saved.empty',
      template: 'No chart is saved yet; save one of the workspace or pull one first',
    });
  }
  const items = rows.map((chart) => ({
    label: chart.reference,
    description: shortDigest(chart.digest),
    chart,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose a saved chart'),
    matchOnDescription: true,
  });
  return picked?.chart;
}

function withReference(rows: readonly SavedChart[], reference: string): SavedChart {
  const chart = rows.find((row) => row.reference === reference);
  if (chart) return chart;
  throw new ChartroomError({
    code: 'saved.not-found',
    template: '{reference} is not among the saved charts',
    facts: { reference },
  });
}
