import * as vscode from 'vscode';
import { removeSaved } from '../../publishing/removeSaved';
import type { SavedChart } from '../../publishing/savedCharts';
import { savedReference } from '../../publishing/savedReference';
import { tagSaved } from '../../publishing/tagSaved';
import { formatSize } from '../format';
import { pickSaved } from '../pick/pickSaved';
import type { CommandHandler } from '../window/command';
import { confirm } from '../window/offer';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';
import { typingProblem } from '../window/typingProblem';

type Needed = Pick<Parts, 'saved' | 'savedTree'>;

/** Remove a saved chart, and what no other saved chart needs. Asks when it is the last reference to its content. */
export function removeSavedCommand({ saved, savedTree }: Needed): CommandHandler {
  return async (argument) => {
    const chart = await pickSaved(argument, savedTree, vscode.l10n.t('Remove Saved Chart'));
    if (!chart || !(await mayRemove(chart, await savedTree.rows()))) return;
    const { reference } = chart;
    const freed = await withProgress(
      vscode.l10n.t('Removing {reference}', { reference }),
      ({ signal }) => removeSaved(saved, reference, { signal }),
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

function mayRemove(chart: SavedChart, rows: readonly SavedChart[]): Promise<boolean> {
  const { reference, digest } = chart;
  const isLast = rows.filter((row) => row.digest === digest).length <= 1;
  if (!isLast) return Promise.resolve(true);
  return confirm(
    vscode.l10n.t('Remove {reference} from the saved charts?', { reference }),
    vscode.l10n.t(
      'No other reference names this content ({digest}), so it is deleted from this machine. Registries are not touched.',
      { digest },
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
