import * as vscode from 'vscode';
import { escape, labelOf, type Question, type Script } from './script';

type Picker = vscode.QuickPick<vscode.QuickPickItem>;
type Rows = readonly vscode.QuickPickItem[];

interface Lists {
  readonly createQuickPick: () => Picker;
  readonly showQuickPick: (
    rows: Rows,
    options?: vscode.QuickPickOptions,
  ) => Promise<vscode.QuickPickItem | Rows | undefined>;
}

/**
 * Lists to choose from. Those that fill while they are open stay VS Code's own, with somebody at
 * their keys; those it shows by one call are answered in its place.
 */
export function lists(script: Script): Lists {
  const { createQuickPick } = vscode.window;
  return {
    createQuickPick: () => withSomebodyAtTheKeys(createQuickPick(), script),
    showQuickPick: (rows, { title, placeHolder } = {}) => {
      const question = script.ask(title, placeHolder, wordsOf(rows));
      const row = checkedRows(question, rows) ?? rowOf(question, rows);
      if (row === undefined && question.answer !== escape) script.fail(lacks(question, rows));
      return Promise.resolve(row);
    },
  };
}

/** Takes the row by VS Code's own command as soon as the picker shows it. */
function withSomebodyAtTheKeys(picker: Picker, script: Script): Picker {
  let open: Question | undefined;
  const onCheck: ((rows: Rows) => unknown)[] = [];
  const close = (): void => {
    open?.add(wordsOf(picker.items));
    open = undefined;
  };
  const look = (): void => {
    if (!open) return;
    const row = rowOf(open, picker.items);
    const checked = checkedRows(open, picker.items);
    if (!row && !checked) return;
    close();
    if (row) picker.activeItems = [row];
    else checkOneByOne(picker, checked ?? [], onCheck);
    // VS Code sends what a picker shows in a timer of no delay; the command has to come after it.
    setTimeout(() => {
      script.follow(vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'));
    });
  };
  const giveUp = (): void => {
    if (!open) return;
    if (open.answer !== escape) script.fail(lacks(open, picker.items));
    close();
    picker.hide();
  };
  const show = (): void => {
    open = script.ask(picker.title, picker.placeholder);
    picker.show();
    if (open.answer === escape) giveUp();
    else if (typeof open.answer === 'object' && 'typed' in open.answer)
      picker.value = open.answer.typed;
    look();
  };
  return new Proxy(picker, {
    get: (target, name) => {
      if (name === 'show') return show;
      if (name === 'onDidChangeSelection') return onCheck.push.bind(onCheck);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set: (target, name, value) => {
      const isSet = Reflect.set(target, name, value, target);
      if (name === 'items') look();
      // The list is complete.
      if (name === 'busy' && value === false && typeof open?.answer === 'string') giveUp();
      return isSet;
    },
  });
}

/** Undefined where a row is not there yet, or none is to be checked. */
function checkedRows({ answer }: Question, rows: Rows): Rows | undefined {
  if (typeof answer !== 'object' || !('checked' in answer)) return undefined;
  const found = answer.checked.map((label) => choicesOf(rows).find((row) => row.label === label));
  return found.includes(undefined) ? undefined : found.filter((row) => row !== undefined);
}

/** VS Code tells of a check by all rows that are checked, in the order of the list. */
function checkOneByOne(
  picker: Picker,
  rows: Rows,
  onCheck: readonly ((rows: Rows) => unknown)[],
): void {
  for (let count = 0; count <= rows.length; count += 1) {
    const checked = picker.items.filter((row) => rows.slice(0, count).includes(row));
    for (const listener of onCheck) listener(checked);
  }
  picker.selectedItems = rows;
}

function rowOf({ answer }: Question, rows: Rows): vscode.QuickPickItem | undefined {
  const label = labelOf(answer);
  return answer === escape ? undefined : choicesOf(rows).find((row) => row.label === label);
}

function lacks({ answer }: Question, rows: Rows): string {
  return `"${labelOf(answer)}" is not among\n${wordsOf(rows)}`;
}

function wordsOf(rows: Rows): string {
  return choicesOf(rows)
    .map(({ label, description, detail }) =>
      [label, description, detail].filter(Boolean).join(': '),
    )
    .join('\n');
}

function choicesOf(rows: Rows): Rows {
  return rows.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
}
