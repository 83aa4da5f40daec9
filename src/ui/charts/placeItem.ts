import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { shortDigest } from '../../oci/digest';
import { publishReference } from '../../publishing/publishTarget';
import { sentence } from '../window/showError';
import type { PlaceNode, PlaceStanding } from './placeNode';
import { rowsTooltip } from './rowsTooltip';
import { standingIcon, standingWord } from './standingWords';

/** The row of a place below a chart: what is there of it. */
export function placeItem({ id, chart, place, found }: PlaceNode): vscode.TreeItem {
  if (place instanceof ChartroomError) return problemItem(id, place);
  const label = `${place.registry}/${place.repository}`;
  const item = new vscode.TreeItem(label);
  item.id = id;
  const word = found?.standing.is;
  const words = found ? wordsOf(found) : [];
  item.description = words.join(' · ');
  item.iconPath = word === undefined ? new vscode.ThemeIcon('repo') : standingIcon(word);
  item.contextValue = `place ${(word ?? 'unknown').replaceAll(' ', '-')}`;
  item.accessibilityInformation = { label: [label, ...words].join(', ') };
  const reference = publishReference(place, chart.metadata?.version ?? '');
  item.tooltip = tooltipOf(reference, found);
  return item;
}

function problemItem(id: string, problem: ChartroomError): vscode.TreeItem {
  const text = sentence(problem);
  const item = new vscode.TreeItem(String(problem.facts['value'] ?? ''));
  item.id = id;
  item.description = text;
  item.tooltip = text;
  item.iconPath = new vscode.ThemeIcon('warning');
  item.contextValue = 'place invalid';
  return item;
}

function wordsOf({ standing, unasked }: PlaceStanding): readonly string[] {
  const { is, newest, repositoryMissing, digest } = standing;
  const words = [
    standingWord(is),
    unasked && unaskedWord(unasked),
    repositoryMissing && vscode.l10n.t('repository missing'),
    digest && shortDigest(digest),
    newest !== undefined && vscode.l10n.t('newest {version}', { version: newest }),
  ];
  return words.filter((word) => typeof word === 'string');
}

function unaskedWord(reason: NonNullable<PlaceStanding['unasked']>): string {
  return reason === 'not connected'
    ? vscode.l10n.t('not connected')
    : vscode.l10n.t('not opened yet');
}

function tooltipOf(reference: string, found: PlaceStanding | undefined): vscode.MarkdownString {
  if (!found) return rowsTooltip(reference, []);
  const { newest, digest } = found.standing;
  return rowsTooltip(reference, [
    [vscode.l10n.t('State'), explanation(found)],
    [vscode.l10n.t('Digest there'), digest],
    [vscode.l10n.t('Newest version there'), newest],
  ]);
}

function explanation({ standing, unasked }: PlaceStanding): string {
  switch (standing.is) {
    case 'same':
      return vscode.l10n.t('this version is there, with the content of the folder');
    case 'differs':
      return vscode.l10n.t('this version is there, with other content');
    case 'published':
      return vscode.l10n.t('this version is there; what it holds was not compared');
    case 'behind':
      return vscode.l10n.t('this version is not there, and a newer one is');
    case 'not published':
      return standing.repositoryMissing
        ? vscode.l10n.t('the repository is not there, and has to be made first')
        : vscode.l10n.t('this version is not there');
    case 'unknown':
      if (unasked === 'not connected') {
        return vscode.l10n.t('not known: the registry is not connected');
      }
      return unasked === 'not opened'
        ? vscode.l10n.t('not known until the registry is opened in the Registries view')
        : vscode.l10n.t('not known: the registry gave no answer');
  }
}
