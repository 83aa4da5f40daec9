import * as vscode from 'vscode';
import { hasCode } from '../../base/error';
import type { Source } from '../../oci/store';
import { exportChart } from '../../publishing/export';
import { exportArchive } from '../../publishing/exportArchive';
import { pickFolder } from '../pick/pickFolder';
import { pickSaved } from '../pick/pickSaved';
import type { CommandHandler } from '../window/command';
import { confirm, offerNext } from '../window/offer';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'saved' | 'savedTree'>;

/** Export a saved chart as a folder of files, below the folder given or asked for. */
export function exportSavedCommand(parts: Needed): CommandHandler {
  return async (argument, target) => {
    const chart = await pickSaved(argument, parts.savedTree, vscode.l10n.t('Export Saved Chart'));
    const parent = chart && (await folderOf(target));
    if (chart && parent) await exportFolderTo(parts.saved, chart.reference, parent);
  };
}

/** Export a saved chart as the archive it was saved or pulled as. */
export function exportSavedArchiveCommand(parts: Needed): CommandHandler {
  return async (argument, target) => {
    const chart = await pickSaved(argument, parts.savedTree, vscode.l10n.t('Export Saved Chart'));
    const directory = chart && (await folderOf(target));
    if (chart && directory) await exportArchiveTo(parts.saved, chart.reference, directory);
  };
}

/** Unpacks into `parent`; a folder that is in the way is replaced only after a yes. */
export async function exportFolderTo(
  source: Source,
  reference: string,
  parent: string,
): Promise<void> {
  const title = vscode.l10n.t('Exporting {reference}', { reference });
  const run = (replace: boolean) =>
    withProgress(title, ({ signal }) =>
      exportChart(source, reference, parent, { signal, replace }),
    );
  const result = await orReplace(run, 'chart.folder-exists', vscode.l10n.t('Replace Folder'));
  if (!result) return;
  const { directory } = result;
  offerNext(
    vscode.l10n.t('Exported {chart} to {directory}', {
      chart: `${result.metadata.name} ${result.metadata.version}`,
      directory,
    }),
    {
      title: vscode.l10n.t('Open Chart.yaml'),
      run: () =>
        vscode.commands.executeCommand(
          'vscode.open',
          vscode.Uri.joinPath(vscode.Uri.file(directory), 'Chart.yaml'),
        ),
    },
  );
}

export async function exportArchiveTo(
  source: Source,
  reference: string,
  directory: string,
): Promise<void> {
  const title = vscode.l10n.t('Exporting {reference}', { reference });
  const run = (replace: boolean) =>
    withProgress(title, ({ signal }) =>
      exportArchive(source, reference, directory, { signal, replace }),
    );
  const result = await orReplace(run, 'export.file-exists', vscode.l10n.t('Replace File'));
  if (!result) return;
  const { file } = result;
  offerNext(vscode.l10n.t('Exported {file}', { file }), {
    title: vscode.l10n.t('Copy Path'),
    run: () => vscode.env.clipboard.writeText(file),
  });
}

async function orReplace<T>(
  run: (replace: boolean) => Thenable<T>,
  existsCode: string,
  action: string,
): Promise<T | undefined> {
  try {
    return await run(false);
  } catch (error) {
    if (!hasCode(error, existsCode)) throw error;
    const yes = await confirm(
      error.message,
      vscode.l10n.t('What is there now will be replaced. This cannot be undone.'),
      action,
    );
    return yes ? run(true) : undefined;
  }
}

function folderOf(target: unknown): Promise<string | undefined> {
  return target instanceof vscode.Uri
    ? Promise.resolve(target.fsPath)
    : pickFolder(vscode.l10n.t('Export Here'));
}
