import * as vscode from 'vscode';
import { removeSaved } from '../../publishing/removeSaved';
import type { SavedChart } from '../../publishing/savedCharts';
import { savedReference } from '../../publishing/savedReference';
import { tagSaved } from '../../publishing/tagSaved';
import { formatSize } from '../../base/size';
import { someOf } from '../format';
import { pickSaved } from '../pick/pickSaved';
import { isSavedRow, type SavedTree } from '../saved/savedView';
import type { CommandHandler } from '../window/command';
import { confirm } from '../window/offer';
import { withProgress } from '../window/progress';
import { selectedRows } from '../window/selectedRows';
import type { Parts } from './parts';
import { typingProblem } from '../window/typingProblem';

type Needed = Pick<Parts, 'saved' | 'savedTree'>;

/** Remove saved charts, and what no other saved chart needs. Asks when they are the last references to their content. */
export function removeSavedCommand({ saved, savedTree }: Needed): CommandHandler {
  return async (argument, selection) => {
    const charts = await pickRemoved(savedTree, argument, selection);
    if (charts.length === 0 || !(await mayRemove(charts, await savedTree.rows()))) return;
    const reference = someOf(charts.map((chart) => chart.reference));
    const freed = await withProgress(
      vscode.l10n.t('Removing {reference}', { reference }),
      async ({ signal }) => {
        let bytes = 0;
        for (const chart of charts) bytes += await removeSaved(saved, chart.reference, { signal });
        return bytes;
      },
    ).then(
      (bytes) => bytes,
      (error: unknown) => {
        // Some may be gone.
        savedTree.refresh();
        throw error;
      },
    );
    savedTree.refresh();
    vscode.window.setStatusBarMessage(
      vscode.l10n.t('Removed {reference}, {size} freed', { reference, size: formatSize(freed) }),
      5000,
    );
  };
}

/** Tag a saved chart: a second reference for the same content, given or asked for. */
export function tagSavedCommand({ saved, savedTree }: Needed): CommandHandler {
  return async (argument, tag) => {
    const chart = await pickSaved(argument, savedTree, vscode.l10n.t('Tag Saved Chart'));
    const wanted = chart && (typeof tag === 'string' ? tag : await askTag(chart));
    if (!chart?.metadata || wanted === undefined) return;
    const added = savedReference(chart.metadata, wanted.trim());
    const others = (await savedTree.rows()).filter(({ digest }) => digest !== chart.digest);
    const taken = others.find(({ reference }) => reference === added);
    if (taken && !(await mayRetag(taken, chart))) return;
    await tagSaved(saved, chart.reference, added);
    savedTree.refresh();
  };
}

function askTag(chart: SavedChart): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Tag {reference}', { reference: chart.reference }),
    prompt: vscode.l10n.t(
      'Second name for the same chart: NAME:VERSION, or registry/repository:tag',
    ),
    value: chart.reference,
    validateInput: (text) =>
      typingProblem(() => chart.metadata && savedReference(chart.metadata, text.trim())),
  });
}

/** All that are selected, when the row is one of them. */
async function pickRemoved(
  savedTree: SavedTree,
  argument: unknown,
  selection: unknown,
): Promise<readonly SavedChart[]> {
  const rows = selectedRows(argument, selection, isSavedRow);
  if (rows.length > 0) return rows.map(({ chart }) => chart);
  const chart = await pickSaved(argument, savedTree, vscode.l10n.t('Remove Saved Chart'));
  return chart ? [chart] : [];
}

function mayRemove(charts: readonly SavedChart[], rows: readonly SavedChart[]): Promise<boolean> {
  const removed = new Set(charts.map(({ reference }) => reference));
  const left = rows.filter(({ reference }) => !removed.has(reference));
  const kept = new Set(left.map(({ digest }) => digest));
  const gone = charts.filter(({ digest }) => !kept.has(digest));
  const [first] = gone;
  if (!first) return Promise.resolve(true);
  return confirm(
    vscode.l10n.t('Remove {reference} from the saved charts?', {
      reference: someOf(gone.map(({ reference }) => reference)),
    }),
    vscode.l10n.t(
      'No other reference names this content ({digest}), so it is deleted from this machine. Registries are not touched.',
      { digest: someOf([...new Set(gone.map(({ digest }) => digest))]) },
    ),
    vscode.l10n.t('Remove'),
  );
}

function mayRetag(taken: SavedChart, chart: SavedChart): Promise<boolean> {
  return confirm(
    vscode.l10n.t('{reference} is saved already, with other content', {
      reference: taken.reference,
    }),
    vscode.l10n.t('It would then name the content of {reference}.', {
      reference: chart.reference,
    }),
    vscode.l10n.t('Move the Reference'),
  );
}
