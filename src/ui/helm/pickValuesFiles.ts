import { basename, dirname, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { inOrder } from '../../publishing/helm/valuesOrder';

const patterns = '**/{*values*.yaml,*values*.yml,ci/*.yaml,ci/*.yml}';
const never = '**/{node_modules,.git,.vscode-test,templates}/**';
/** More than anybody would look through. */
const fileLimit = 500;

interface FileRow extends vscode.QuickPickItem {
  readonly path?: string;
}

/**
 * Values files for a chart, in the order they are chosen: for Helm the last one wins. Undefined when the picker is closed.
 *
 * @param folder of the chart, where it is on disk
 */
export async function pickValuesFiles(
  title: string,
  folder: string | undefined,
  chosen: readonly string[],
): Promise<readonly string[] | undefined> {
  const found = await findValuesFiles(folder);
  let order = chosen;
  for (;;) {
    const answer = await pickOnce(title, rowsOf(folder, found, order), order);
    if (answer === undefined || answer.isDone) return answer?.order;
    order = inOrder(answer.order, [...answer.order, ...(await browse(folder))]);
  }
}

interface Answer {
  readonly order: readonly string[];
  /** False for whoever wants to look for other files. */
  readonly isDone: boolean;
}

function pickOnce(
  title: string,
  rows: readonly FileRow[],
  chosen: readonly string[],
): Promise<Answer | undefined> {
  const picker = vscode.window.createQuickPick<FileRow>();
  const browseButton = {
    iconPath: new vscode.ThemeIcon('folder-opened'),
    tooltip: vscode.l10n.t('Browse…'),
  };
  let order = chosen;
  const showOrder = (): void => {
    const names = order.map((path) => basename(path)).join(' < ');
    picker.title = names === '' ? title : `${title}: ${names}`;
  };
  picker.placeholder =
    rows.length === 0
      ? vscode.l10n.t('No values files here: go on without, or browse for some')
      : vscode.l10n.t('Values files, if any; where several are chosen, the last one wins');
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.buttons = [browseButton];
  picker.items = rows;
  picker.selectedItems = rows.filter(({ path }) => path !== undefined && chosen.includes(path));
  showOrder();
  return new Promise((resolve) => {
    const end = (answer: Answer): void => {
      resolve(answer);
      picker.hide();
    };
    picker.onDidChangeSelection((selected) => {
      order = inOrder(
        order,
        selected.flatMap(({ path }) => path ?? []),
      );
      showOrder();
    });
    picker.onDidTriggerButton(() => {
      end({ order, isDone: false });
    });
    picker.onDidAccept(() => {
      end({ order, isDone: true });
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve(undefined);
    });
    picker.show();
  });
}

function rowsOf(
  folder: string | undefined,
  found: readonly string[],
  chosen: readonly string[],
): FileRow[] {
  const all = inOrder(found, [...found, ...chosen]);
  const isOwn = (path: string): boolean => folder !== undefined && path.startsWith(folder + sep);
  const own = all.filter(isOwn).map((path) => rowOf(path, relative(folder ?? '', path)));
  const others = all
    .filter((path) => !isOwn(path))
    .map((path) => rowOf(path, vscode.workspace.asRelativePath(path)));
  const { Separator } = vscode.QuickPickItemKind;
  return [
    ...(own.length > 0 ? [{ label: vscode.l10n.t('of the chart'), kind: Separator }] : []),
    ...own,
    ...(others.length > 0 ? [{ label: vscode.l10n.t('elsewhere'), kind: Separator }] : []),
    ...others,
  ];
}

function rowOf(path: string, label: string): FileRow {
  return { label: label.split(sep).join('/'), path };
}

/** Without those that Helm reads anyway, and those of other charts. */
async function findValuesFiles(folder: string | undefined): Promise<string[]> {
  const everywhere = vscode.workspace.findFiles(patterns, never, fileLimit);
  const inFolder =
    folder === undefined
      ? []
      : await vscode.workspace.findFiles(
          new vscode.RelativePattern(folder, patterns),
          never,
          fileLimit,
        );
  const charts = await vscode.workspace.findFiles('**/Chart.yaml', never);
  const folders = new Set(charts.map(({ fsPath }) => dirname(fsPath)));
  const paths = new Set([...inFolder, ...(await everywhere)].map(({ fsPath }) => fsPath));
  const isDefault = (path: string): boolean =>
    /^values\.ya?ml$/.test(basename(path)) &&
    (folders.has(dirname(path)) || dirname(path) === folder);
  const isVendored = (path: string): boolean =>
    folder !== undefined && path.startsWith(join(folder, 'charts') + sep);
  return [...paths].filter((path) => !isDefault(path) && !isVendored(path)).sort();
}

async function browse(folder: string | undefined): Promise<string[]> {
  const start = folder ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const picked = await vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: vscode.l10n.t('Use as Values'),
    filters: { YAML: ['yaml', 'yml', 'json'] },
    ...(start !== undefined && { defaultUri: vscode.Uri.file(start) }),
  });
  return (picked ?? []).map(({ fsPath }) => fsPath);
}
