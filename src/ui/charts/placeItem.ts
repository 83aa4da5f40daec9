import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { shortDigest } from '../../oci/digest';
import { publishReference } from '../../publishing/publishTarget';
import type { Connection } from '../connections/connections';
import { placeLabel, settingOf } from '../connections/placeLabel';
import { registryLabel } from '../connections/registrySetting';
import { sentence } from '../window/showError';
import { validPlaces } from './chartItem';
import type { PlaceNode, PlaceStanding } from './placeNode';
import { rowsTooltip } from './rowsTooltip';
import { standingIcon, standingWord } from './standingWords';

/**
 * The row of a place below a chart: what is there of it. The host of a cloud would leave no room for that, so the registry is
 * named as it is called, and the repository after that, unless the chart goes to several of that registry.
 */
export function placeItem(
  { id, chart, place, found }: PlaceNode,
  connected: readonly Connection[],
): vscode.TreeItem {
  if (place instanceof ChartroomError) return problemItem(id, place);
  const { registry: host, repository } = place;
  const setting = settingOf(connected, host);
  const isOnly = validPlaces(chart).filter(({ registry }) => registry === host).length === 1;
  const label = isOnly ? registryLabel(setting) : placeLabel(setting, repository);
  const item = new vscode.TreeItem(label);
  item.id = id;
  const word = found?.standing.is;
  const words = [...stateWords(found), ...(isOnly ? [repository] : []), ...versionWords(found)];
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

function stateWords(found: PlaceStanding | undefined): readonly string[] {
  if (!found) return [];
  const { is, repositoryMissing } = found.standing;
  return [
    found.unasked ? unaskedWord(found.unasked) : standingWord(is),
    ...(repositoryMissing ? [vscode.l10n.t('repository missing')] : []),
  ];
}

function versionWords(found: PlaceStanding | undefined): readonly string[] {
  const { newest, digest } = found?.standing ?? {};
  return [
    ...(newest === undefined ? [] : [vscode.l10n.t('newest {version}', { version: newest })]),
    ...(digest ? [shortDigest(digest)] : []),
  ];
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
