import * as vscode from 'vscode';
import type { Descriptions } from './descriptions';
import { explain, type Offer } from './offer';
import { sentence } from './showError';

/** What came of one part of a larger work. */
export interface PartResult {
  /** What it was about, such as a reference. */
  readonly label: string;
  /** What was done, in a few words. */
  readonly words: string;
  /** Why it failed. */
  readonly error?: Error | undefined;
}

export interface Results {
  /** One sentence for all of it, such as `Promoted 3 of 4 versions`. */
  readonly summary: string;
  /** Of the document with all parts; ends in `.md`. */
  readonly name: string;
  readonly parts: readonly PartResult[];
}

/** One message for many parts, with the whole story behind a button; a warning where a part failed. */
export function tellResults(
  descriptions: Descriptions,
  results: Results,
  ...offers: readonly Offer[]
): void {
  const all: readonly Offer[] = [
    ...offers,
    {
      title: vscode.l10n.t('Show Details'),
      run: () => descriptions.show(results.name, documentOf(results)),
    },
  ];
  const failed = results.parts.some(({ error }) => error !== undefined);
  const show = failed ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  void show(results.summary, ...all.map(({ title }) => title))
    .then((chosen) => all.find(({ title }) => title === chosen)?.run())
    .then(undefined, explain);
}

function documentOf({ summary, parts }: Results): string {
  const lines = parts.map(
    ({ label, words, error }) => `- \`${label}\`: ${error ? sentence(error) : words}`,
  );
  return `# ${summary}\n\n${lines.join('\n')}\n`;
}
