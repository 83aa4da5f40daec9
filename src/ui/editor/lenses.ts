import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { writtenTexts } from '../../chart/editing/writtenDependencies';
import type { PublishQuestion, PublishState, PublishStates } from '../../publishing/publishState';
import { createSavedStates } from '../charts/savedState';
import type { CommandId } from '../contributions';
import { withSignal } from '../window/progress';
import { askableAt, type AskableParts } from './askable';
import type { EditorFeatures } from './features';
import { targetOf } from './pushReference';

interface LensParts extends AskableParts {
  readonly publishStates: PublishStates;
}

/** Save, push and bump above the first key of a Chart.yaml, and whether this version is published. */
export function createLenses(parts: LensParts): Pick<EditorFeatures, 'lenses' | 'resolveLens'> {
  // VS Code asks for the words of a lens when it is on screen.
  const saved = createSavedStates();
  const states = new WeakMap<vscode.CodeLens, vscode.TextDocument>();
  return {
    lenses: (document) => {
      if (document.uri.scheme !== 'file') return [];
      const text = document.getText();
      const first = /^[\w"'].*:/m.exec(text);
      const texts = writtenTexts(text);
      if (!first || !texts.has('name')) return [];
      const position = document.positionAt(first.index);
      const range = new vscode.Range(position, position);
      const target = targetOf(document, texts.get('name')?.text ?? '');
      const lens = (title: string, id: CommandId): vscode.CodeLens =>
        new vscode.CodeLens(range, { title, command: id, arguments: [document.uri] });
      const state = new vscode.CodeLens(range);
      states.set(state, document);
      const place = target && `${target.registry}/${target.repository}`;
      return [
        lens(vscode.l10n.t('Save'), 'chartroom.chart.save'),
        lens(
          place === undefined
            ? vscode.l10n.t('Push…')
            : vscode.l10n.t('Push to {repository}', { repository: place }),
          'chartroom.chart.push',
        ),
        lens(vscode.l10n.t('Bump…'), 'chartroom.chart.bumpVersion'),
        ...(target ? [state] : []),
      ];
    },
    resolveLens: async (lens, token) => {
      const document = states.get(lens);
      if (!document) return lens;
      const title = await withSignal(token, (signal) =>
        stateOf(document, parts, (own) => saved.digest(directoryOf(document), own), signal),
      );
      // A lens without a command is only words.
      lens.command = { title, command: '' };
      return lens;
    },
  };
}

/** Asks a registry that is connected, and no other. */
async function stateOf(
  document: vscode.TextDocument,
  parts: LensParts,
  digest: PublishQuestion['digest'],
  signal: AbortSignal,
): Promise<string> {
  const texts = writtenTexts(document.getText());
  const version = texts.get('version')?.text ?? '';
  const target = targetOf(document, texts.get('name')?.text ?? '');
  const connection = target && askableAt(parts, target.registry);
  if (!target || !connection || version === '') return '';
  const state = await parts.publishStates.of(
    { registry: connection.registry, repository: target.repository, version, digest },
    { signal },
  );
  // What would be pushed is what is on disk.
  const { published, ...others } = state;
  return stateWords(document.isDirty || !published ? others : { ...others, published }, version);
}

function stateWords(
  { repositoryExists, versions, published }: PublishState,
  version: string,
): string {
  if (repositoryExists === false) return vscode.l10n.t('the repository is not there yet');
  if (published === 'same') {
    return vscode.l10n.t('{version} is published, with the same content', { version });
  }
  if (published === 'different') {
    return vscode.l10n.t('{version} is published, with other content', { version });
  }
  if (versions === undefined) return '';
  return versions.includes(version)
    ? vscode.l10n.t('{version} is published', { version })
    : vscode.l10n.t('{version} is not published', { version });
}

function directoryOf({ uri }: vscode.TextDocument): string {
  return dirname(uri.fsPath);
}
