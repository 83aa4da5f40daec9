import * as vscode from 'vscode';
import type { ChartroomError } from '../../base/error';
import { shortDigest } from '../../oci/digest';
import type { PublishTarget } from '../../publishing/publishTarget';
import type { ReleaseChart } from '../../publishing/release/chart';
import type { PlannedPart } from '../../publishing/release/plan';
import { placeLabel } from '../connections/placeLabel';
import type { RegistrySetting } from '../connections/registrySetting';
import type { PlannedRow } from '../pick/pickPlanned';
import { sentence } from '../window/showError';
import type { WorkspaceChart } from './workspaceCharts';

/** What can be picked in the plan of a release. */
export type PlanChoice =
  | { readonly kind: 'part'; readonly part: PlannedPart }
  | {
      readonly kind: 'bump';
      readonly chart: ReleaseChart;
      readonly places: readonly PublishTarget[];
      readonly next: string;
    }
  | { readonly kind: 'none' };

type Row = PlannedRow<PlanChoice>;

/** How the registry of a host is connected. */
export type SettingOf = (host: string) => RegistrySetting;

/** A part of the plan, in the words of what would be done. */
export function partRow(part: PlannedPart, settingOf: SettingOf): Row {
  const { chart, place } = part;
  return {
    value: { kind: 'part', part },
    label: `${chart.name} ${chart.version} → ${labelOf(place, settingOf)}`,
    ...(detailOf(part) !== undefined && { detail: detailOf(part) }),
    ...verdictWords(part),
  };
}

/** The way on where the version is taken: another one. */
export function bumpRow(
  { chart, places, next }: Omit<Extract<PlanChoice, { kind: 'bump' }>, 'kind'>,
  settingOf: SettingOf,
): Row {
  const { name, version } = chart;
  return {
    value: { kind: 'bump', chart, places, next },
    label: vscode.l10n.t('{name} {next}: bump and publish', { name, next }),
    description: vscode.l10n.t('writes {next} in place of {version}', { next, version }),
    detail: vscode.l10n.t('To {places}', {
      places: places.map((place) => labelOf(place, settingOf)).join(', '),
    }),
    icon: 'versions',
    offer: 'choice',
  };
}

/** A chart that cannot be published anywhere, and why. */
export function problemRow(chart: WorkspaceChart, problem: ChartroomError): Row {
  return {
    value: { kind: 'none' },
    label: chart.metadata?.name ?? chart.folder,
    description: vscode.l10n.t('cannot be published'),
    detail: sentence(problem),
    icon: 'warning',
    offer: 'none',
  };
}

function labelOf({ registry, repository }: PublishTarget, settingOf: SettingOf): string {
  return placeLabel(settingOf(registry), repository);
}

function verdictWords({
  verdict,
  updates,
}: PlannedPart): Pick<Row, 'description' | 'icon' | 'offer'> {
  switch (verdict.is) {
    case 'publish':
      return {
        description: verdict.repositoryMissing
          ? vscode.l10n.t('not published, creates the repository')
          : vscode.l10n.t('not published'),
        icon: 'cloud-upload',
        offer: 'go',
      };
    case 'behind':
      return {
        description: vscode.l10n.t('behind: {newest} is there', { newest: verdict.newest ?? '' }),
        icon: 'history',
        offer: 'choice',
      };
    case 'replace':
      return {
        description: vscode.l10n.t('differs: replaces {digest}', {
          digest: shortDigest(verdict.existing),
        }),
        icon: 'diff',
        offer: 'choice',
      };
    case 'immutable':
      return {
        description:
          updates.length > 0
            ? vscode.l10n.t('would differ, and cannot be replaced: bump the version')
            : vscode.l10n.t('differs, and cannot be replaced: bump the version'),
        icon: 'lock',
        offer: 'none',
      };
    case 'done':
      return { description: vscode.l10n.t('same'), icon: 'pass', offer: 'none' };
    case 'impossible':
      return {
        description: vscode.l10n.t('cannot be published'),
        icon: 'warning',
        offer: 'none',
      };
  }
}

function detailOf({ verdict, updates }: PlannedPart): string | undefined {
  if (verdict.is === 'impossible') return sentence(verdict.error);
  if (verdict.is === 'immutable') return verdict.reason;
  if (updates.length === 0) return undefined;
  const list = updates.map(({ chart }) => `${chart.name} ${chart.version}`).join(', ');
  return vscode.l10n.t('Its dependencies are updated first: {list}', { list });
}
