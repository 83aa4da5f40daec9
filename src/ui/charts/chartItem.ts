import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { publishReference, type PublishTarget } from '../../publishing/publishTarget';
import { overallWord, type StandingWord } from '../../publishing/release/standing';
import { sentence } from '../window/showError';
import type { PlaceStanding } from './placeNode';
import { publishPlacesOf, type PublishSetting } from './publishTargets';
import type { SavedState } from './savedState';
import { standingIcon, standingWord } from './standingWords';
import type { WorkspaceChart } from './workspaceCharts';

/** The row of a chart. `found` is how it stands at its places, as far as that is known. */
export function chartItem(
  chart: WorkspaceChart,
  state: SavedState | undefined,
  found: readonly PlaceStanding[] = [],
  setting?: PublishSetting,
): vscode.TreeItem {
  // A chart being written may have no name yet.
  const label =
    chart.metadata?.name === undefined || chart.metadata.name === ''
      ? chart.folder
      : chart.metadata.name;
  const places = placesOf(chart, setting);
  const item = new vscode.TreeItem(
    label,
    chart.hasDependencies || places.length > 0
      ? vscode.TreeItemCollapsibleState.Collapsed
      : vscode.TreeItemCollapsibleState.None,
  );
  item.id = chart.directory;
  const publishable = places.length > 0 ? ' publishable' : '';
  item.contextValue = `chart ${state?.is ?? 'unknown'}${publishable}`;
  const problem = chart.problem ?? (state?.is === 'broken' ? state.problem : undefined);
  const standing = overallWord(found.map((one) => one.standing));
  item.iconPath = iconOf(state, standing?.word, problem);
  const words = [
    chart.metadata?.version,
    standing && overallWords(standing, found.length),
    problem ? vscode.l10n.t('cannot be saved') : stateWord(state),
    chart.folder,
    placeWords(places),
  ].filter((word) => word !== undefined && word !== '');
  item.description = words.join(' · ');
  item.tooltip = chartTooltip(chart, problem, places, found);
  item.accessibilityInformation = { label: [label, ...words].join(', ') };
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open Chart.yaml'),
    arguments: [chart.chartYaml],
  };
  return item;
}

function iconOf(
  state: SavedState | undefined,
  standing: StandingWord | undefined,
  problem: Error | undefined,
): vscode.ThemeIcon {
  if (problem) return new vscode.ThemeIcon('warning');
  if (standing !== undefined && standing !== 'unknown') return standingIcon(standing);
  if (state?.is === 'saved') return new vscode.ThemeIcon('pass');
  return new vscode.ThemeIcon(state?.is === 'changed' ? 'edit' : 'package');
}

/** Nothing is said of what is not known: the rows of the places say why. */
function overallWords(
  { word, count }: NonNullable<ReturnType<typeof overallWord>>,
  places: number,
): string | undefined {
  if (word === 'unknown') return undefined;
  const state = standingWord(word);
  return count === places
    ? state
    : vscode.l10n.t('{state} in {count} of {places}', { state, count, places });
}

/** The place of a push, and how many more there are. */
function placeWords(places: readonly (PublishTarget | ChartroomError)[]): string | undefined {
  const [place] = places;
  if (!place || place instanceof ChartroomError) return undefined;
  const first = `→ ${place.registry}/${place.repository}`;
  return places.length === 1
    ? first
    : vscode.l10n.t('{place} and {count} more', { place: first, count: places.length - 1 });
}

function stateWord(state: SavedState | undefined): string | undefined {
  switch (state?.is) {
    case 'saved':
      return vscode.l10n.t('saved');
    case 'changed':
      return vscode.l10n.t('changed since saved');
    case 'unsaved':
      return vscode.l10n.t('not saved');
    case 'broken':
    case undefined:
      return undefined;
  }
}

/** Where it is published, the place of a push first; the problem with what the setting says. */
export function placesOf(
  { directory, metadata }: WorkspaceChart,
  setting?: PublishSetting,
): readonly (PublishTarget | ChartroomError)[] {
  return metadata ? publishPlacesOf(directory, metadata.name, setting) : [];
}

/** Without those that the setting has wrong. */
export function validPlaces(
  chart: WorkspaceChart,
  setting?: PublishSetting,
): readonly PublishTarget[] {
  return placesOf(chart, setting).flatMap((place) =>
    place instanceof ChartroomError ? [] : [place],
  );
}

function chartTooltip(
  { metadata, directory }: WorkspaceChart,
  problem: Error | undefined,
  places: readonly (PublishTarget | ChartroomError)[],
  found: readonly PlaceStanding[],
): string {
  const version = metadata?.version ?? '';
  const lines = [
    ...[metadata?.description, directory, problem && sentence(problem)],
    ...places.map((place) => {
      if (place instanceof ChartroomError) return sentence(place);
      const reference = publishReference(place, version);
      const state = found.find((one) => isSamePlace(one.place, place))?.standing.is;
      return state === undefined
        ? vscode.l10n.t('Published as {reference}', { reference })
        : vscode.l10n.t('Published as {reference}: {state}', {
            reference,
            state: standingWord(state),
          });
    }),
  ];
  return lines.filter(Boolean).join('\n\n');
}

export function isSamePlace(a: PublishTarget, b: PublishTarget): boolean {
  return a.registry === b.registry && a.repository === b.repository;
}
