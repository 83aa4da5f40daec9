import * as vscode from 'vscode';
import { isDigest, shortDigest } from '../../oci/digest';
import type { ConflictPolicy } from '../../publishing/mirror/mirror';
import type { MirrorPlan, PlannedVersion } from '../../publishing/mirror/plan';
import { placeLabel } from '../connections/placeLabel';
import type { RegistrySetting } from '../connections/registrySetting';
import type { PlannedRow } from '../pick/pickPlanned';
import { sentence } from '../window/showError';

type Look = Pick<PlannedRow<unknown>, 'description' | 'icon' | 'offer'> & {
  readonly detail?: string;
};

/** The plan as a person confirms it: what will be done first, then what is not. */
export function plannedRows(
  { versions, problems }: MirrorPlan,
  onConflict: ConflictPolicy,
  settingOf: (host: string) => RegistrySetting,
): readonly PlannedRow<PlannedVersion | undefined>[] {
  return [
    ...versions.map((version) => ({
      value: version,
      label: placeLabel(
        settingOf(version.target.registry),
        `${version.target.repository}:${version.tag}`,
      ),
      ...lookOf(version, onConflict),
    })),
    ...problems.map(({ label, error }) => ({
      ...{ value: undefined, label, icon: 'error', offer: 'none' as const },
      ...{ description: vscode.l10n.t('cannot be mirrored'), detail: sentence(error) },
    })),
  ];
}

/** How many of each, such as `12 new, 3 the same`. */
export function countsOf({ versions, problems }: MirrorPlan): string {
  const count = (is: PlannedVersion['state']['is']): number =>
    versions.filter(({ state }) => state.is === is).length;
  const failed = count('unknown') + problems.length;
  return [
    [count('new') + count('missing-repository'), vscode.l10n.t('new')] as const,
    [count('same'), vscode.l10n.t('the same')] as const,
    [count('differs') + count('immutable'), vscode.l10n.t('with other content')] as const,
    [failed, vscode.l10n.t('with a problem')] as const,
  ]
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number} ${words}`)
    .join(', ');
}

function lookOf({ state }: PlannedVersion, onConflict: ConflictPolicy): Look {
  switch (state.is) {
    case 'new':
      return { icon: 'add', offer: 'go', description: vscode.l10n.t('new') };
    case 'missing-repository':
      return {
        ...{ icon: 'add', offer: 'go' },
        description: vscode.l10n.t('new, in a repository that has to be created'),
      };
    case 'same':
      return { icon: 'check', offer: 'none', description: vscode.l10n.t('the same') };
    case 'differs':
      return {
        ...{ icon: 'diff', offer: onConflict === 'replace' ? 'go' : 'choice' },
        description: vscode.l10n.t('differs: {existing} is there and would be replaced', {
          existing: isDigest(state.existing) ? shortDigest(state.existing) : '',
        }),
      };
    case 'immutable':
      return {
        ...{ icon: 'lock', offer: 'none', detail: state.reason },
        description: vscode.l10n.t('differs, and cannot be replaced'),
      };
    case 'unknown':
      return {
        ...{ icon: 'error', offer: 'none', detail: sentence(state.error) },
        description: vscode.l10n.t('cannot be mirrored'),
      };
  }
}
