import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ChartComparison } from '../../publishing/compare/compareCharts';
import type { FileChange } from '../../publishing/compare/fileChanges';
import { openSide } from '../../publishing/compare/side';
import { valuesSummary } from '../../publishing/compare/valuesSummary';
import type { ContentsReader } from '../../publishing/contents/contentsReader';
import { isText, textOf } from '../../chart/text';
import { isInArchive, type ComparedPair } from './comparedChart';
import { comparisonScheme, type ReadText } from './texts';
import { titleOf } from './viewTitle';

type SideName = keyof ComparedPair;

/** The two documents of a change, and what their editor is called. */
export interface ChangeDocuments {
  readonly before: vscode.Uri;
  readonly after: vscode.Uri;
  readonly title: string;
}

/** Documents to compare: those of a version cannot be changed, those of the workspace can; what is not there is empty. */
export function documentsOf(change: FileChange, pair: ComparedPair): ChangeDocuments {
  const title =
    change.change === 'changed'
      ? `${change.path} (${titleOf(pair)})`
      : `${change.path} (${changeWord(change)})`;
  return {
    before: fileOf(change, pair, 'before') ?? textUri('none', change.path),
    after: fileOf(change, pair, 'after') ?? textUri('none', change.path),
    title,
  };
}

/** The file of one side; undefined where it is not there. */
export function fileOf(
  change: FileChange,
  pair: ComparedPair,
  name: SideName,
): vscode.Uri | undefined {
  const path = change[name];
  if (path === undefined) return undefined;
  const { side, uri } = pair[name];
  if (uri) return vscode.Uri.joinPath(uri, 'chart', path);
  return side.type === 'folder' && !isInArchive(path)
    ? vscode.Uri.file(join(side.directory, path))
    : textUri(name, path);
}

export function openDiff(change: FileChange, pair: ComparedPair): vscode.Command {
  const { before, after, title } = documentsOf(change, pair);
  return {
    command: 'vscode.diff',
    title: vscode.l10n.t('Open Changes'),
    arguments: [before, after, title, { preview: true }],
  };
}

export function changeWord({ change }: Pick<FileChange, 'change'>): string {
  switch (change) {
    case 'added':
      return vscode.l10n.t('added');
    case 'removed':
      return vscode.l10n.t('removed');
    case 'changed':
      return vscode.l10n.t('changed');
  }
}

export const summaryUri = textUri('summary', 'Changes.md');

/** Reads the texts that only a comparison has. */
export function textsOf(
  { before, after }: ComparedPair,
  comparison: ChartComparison,
  reader: ContentsReader,
): ReadText {
  return async ({ authority, path }) => {
    if (authority === 'summary') {
      return `# ${before.label} → ${after.label}\n\n${valuesSummary(comparison)}`;
    }
    if (authority !== 'before' && authority !== 'after') return undefined;
    const { side } = authority === 'before' ? before : after;
    const file = (await (await openSide(side, reader)).files()).get(path.slice(1));
    const bytes = await file?.read();
    if (!bytes) return undefined;
    return isText(bytes)
      ? textOf(bytes)
      : vscode.l10n.t('{size} bytes that are no text', { size: bytes.length });
  };
}

function textUri(authority: 'none' | 'summary' | SideName, path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: comparisonScheme, authority, path: `/${path}` });
}
