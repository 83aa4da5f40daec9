import * as vscode from 'vscode';

/** A line of a plan, as a person confirms it. */
export interface PlannedRow<T> {
  readonly value: T;
  readonly label: string;
  /** What will be done, or why not: `new`, `the same`, `differs: 1a2b… is there`. */
  readonly description: string;
  readonly detail?: string | undefined;
  /** Name of a codicon. */
  readonly icon: string;
  /** `go` is picked from the start, `choice` can be picked, `none` is only shown: nothing to do, or nothing that can be done. */
  readonly offer: 'go' | 'choice' | 'none';
}

export interface PlanQuestion<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly rows: readonly PlannedRow<T>[];
}

interface Item<T> extends vscode.QuickPickItem {
  readonly row?: PlannedRow<T>;
}

/** Shows a plan before anything is done. Gives the lines to go on with, or undefined when it is closed. */
export function pickPlanned<T>(question: PlanQuestion<T>): Promise<readonly T[] | undefined> {
  const picker = vscode.window.createQuickPick<Item<T>>();
  picker.title = question.title;
  picker.placeholder = question.placeholder;
  picker.canSelectMany = true;
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  picker.items = itemsOf(question.rows);
  picker.selectedItems = picker.items.filter(({ row }) => row?.offer === 'go');
  return new Promise((resolve) => {
    picker.onDidChangeSelection((selected) => {
      // VS Code can show no row that cannot be picked.
      const allowed = selected.filter(({ row }) => row?.offer !== 'none');
      if (allowed.length !== selected.length) picker.selectedItems = allowed;
    });
    picker.onDidAccept(() => {
      resolve(
        picker.selectedItems.flatMap(({ row }) => (row && row.offer !== 'none' ? [row.value] : [])),
      );
      picker.hide();
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve(undefined);
    });
    picker.show();
  });
}

function itemsOf<T>(rows: readonly PlannedRow<T>[]): Item<T>[] {
  const open = rows.filter(({ offer }) => offer !== 'none');
  const closed = rows.filter(({ offer }) => offer === 'none');
  if (closed.length === 0) return open.map(itemOf);
  const separator: Item<T> = {
    label: vscode.l10n.t('Nothing to do'),
    kind: vscode.QuickPickItemKind.Separator,
  };
  return [...open.map(itemOf), separator, ...closed.map(itemOf)];
}

function itemOf<T>(row: PlannedRow<T>): Item<T> {
  const { label, description, detail, icon } = row;
  const iconPath = new vscode.ThemeIcon(icon);
  return { row, label, description, iconPath, ...(detail !== undefined && { detail }) };
}
