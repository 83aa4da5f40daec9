import * as vscode from 'vscode';
import { findText, type TextHit, type Texts } from '../../publishing/contents/findText';

/** More than anybody reads through in a list. */
const mostHits = 500;

interface HitItem extends vscode.QuickPickItem {
  readonly hit: TextHit;
}

/** Searches while somebody types; the line that is chosen, or undefined. */
export function pickLine(
  texts: Texts,
  title: string,
  placeholder: string,
): Promise<TextHit | undefined> {
  const picker = vscode.window.createQuickPick<HitItem>();
  picker.title = title;
  picker.placeholder = placeholder;
  return new Promise((resolve) => {
    picker.onDidChangeValue((wanted) => {
      picker.items = findText(texts, wanted, mostHits).map(itemOf);
    });
    picker.onDidAccept(() => {
      // Whoever is quick accepts before the lines are shown.
      const hit = picker.selectedItems[0]?.hit ?? findText(texts, picker.value, 1)[0];
      if (!hit) return;
      resolve(hit);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function itemOf(hit: TextHit): HitItem {
  // The list would leave out lines whose shown part does not have the words.
  return {
    label: hit.text.trim().slice(0, 200),
    description: `${hit.path.replace(/^chart\//, '')}:${hit.line}`,
    alwaysShow: true,
    hit,
  };
}
