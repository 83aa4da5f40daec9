import * as vscode from 'vscode';
import type { StandingWord } from '../../publishing/release/standing';

/** How a chart stands at a place, in a word or two. */
export function standingWord(word: StandingWord): string {
  const words: Record<StandingWord, string> = {
    same: vscode.l10n.t('same'),
    differs: vscode.l10n.t('differs'),
    published: vscode.l10n.t('published'),
    behind: vscode.l10n.t('behind'),
    'not published': vscode.l10n.t('not published'),
    unknown: vscode.l10n.t('unknown'),
  };
  return words[word];
}

const icons: Record<StandingWord, readonly [icon: string, color: string | undefined]> = {
  same: ['pass', 'charts.green'],
  differs: ['diff', 'charts.yellow'],
  published: ['pass', undefined],
  behind: ['history', 'charts.orange'],
  'not published': ['cloud-upload', 'charts.blue'],
  unknown: ['question', undefined],
};

export function standingIcon(word: StandingWord): vscode.ThemeIcon {
  const [icon, color] = icons[word];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}
