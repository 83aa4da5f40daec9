import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import { sentence } from '../window/showError';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export interface PickOrTypeOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly initial?: string | undefined;
  /** What can be chosen, in groups as they become known. Ends early when the person has decided. */
  readonly choices: (
    signal: AbortSignal,
  ) => AsyncIterable<readonly (Choice<T> | vscode.QuickPickItem)[]>;
  /** What the typed text stands for, shown as the first choice. A sentence when it stands for nothing. */
  readonly typed?: ((text: string) => Choice<T> | string) | undefined;
}

/**
 * A quick pick that fills while it is open and also takes what is typed. Undefined when it is
 * closed. A listing that fails says so as the last row; what was typed can still be taken.
 */
export function pickOrType<T>(options: PickOrTypeOptions<T>): Promise<T | undefined> {
  const picker = vscode.window.createQuickPick<Choice<T> | vscode.QuickPickItem>();
  picker.title = options.title;
  picker.placeholder = options.placeholder;
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.value = options.initial ?? '';
  const controller = new AbortController();
  let listed: readonly (Choice<T> | vscode.QuickPickItem)[] = [];

  const typedRow = (): Choice<T> | vscode.QuickPickItem | undefined => {
    const text = picker.value.trim();
    const typed = text ? options.typed?.(text) : undefined;
    if (typeof typed !== 'string') return typed && { ...typed, alwaysShow: true };
    const iconPath = new vscode.ThemeIcon('warning');
    return { label: text, detail: typed, iconPath, alwaysShow: true };
  };
  const show = (): void => {
    const typed = typedRow();
    const known = listed.some(({ label }) => label === picker.value.trim());
    picker.items = typed && !known ? [typed, ...listed] : listed;
  };
  const fill = async (): Promise<void> => {
    picker.busy = true;
    try {
      for await (const group of options.choices(controller.signal)) {
        if (controller.signal.aborted) return;
        listed = [...listed, ...group];
        show();
      }
    } catch (error) {
      if (isAbort(error, controller.signal)) return;
      listed = [
        ...listed,
        {
          label: vscode.l10n.t('Cannot list more'),
          detail: sentence(error),
          alwaysShow: true,
          iconPath: new vscode.ThemeIcon('warning'),
        },
      ];
      show();
    } finally {
      picker.busy = false;
    }
  };
  return new Promise((resolve) => {
    picker.onDidChangeValue(show);
    picker.onDidAccept(() => {
      // Whoever is quick accepts before the row of what was typed is shown.
      const [item = typedRow()] = picker.selectedItems;
      // Rows that explain something are no choice: the picker stays open.
      if (!isChoice<T>(item)) return;
      resolve(item.value);
      picker.hide();
    });
    picker.onDidHide(() => {
      controller.abort();
      picker.dispose();
      resolve(undefined);
    });
    show();
    picker.show();
    void fill();
  });
}

function isChoice<T>(item: Choice<T> | vscode.QuickPickItem | undefined): item is Choice<T> {
  return item !== undefined && 'value' in item;
}
