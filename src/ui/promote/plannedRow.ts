import * as vscode from 'vscode';
import { shortDigest } from '../../oci/digest';
import type { PlannedPromotion } from '../../publishing/promote/promotion';
import { placeLabel } from '../connections/placeLabel';
import type { RegistrySetting } from '../connections/registrySetting';
import type { PlannedRow } from '../pick/pickPlanned';
import { sentence } from '../window/showError';

/** A promotion as a person confirms it: where it goes, what is there, and where it comes from. */
export function plannedRow(
  planned: PlannedPromotion,
  setting: RegistrySetting,
): PlannedRow<PlannedPromotion> {
  const { repository, tag } = planned;
  return {
    value: planned,
    label: placeLabel(setting, `${repository.name}:${tag}`),
    detail: vscode.l10n.t('from {reference}', { reference: planned.from }),
    ...lookOf(planned),
  };
}

type Look = Pick<PlannedRow<unknown>, 'description' | 'icon' | 'offer'> & {
  readonly detail?: string;
};

function lookOf({ outlook, digest }: PlannedPromotion): Look {
  switch (outlook.is) {
    case 'new':
      return { icon: 'add', offer: 'go', description: newWords(outlook.repository) };
    case 'same':
      // What was attached to it since, such as a signature, may still have to come along.
      return {
        ...{ icon: 'check', offer: 'choice' },
        description: vscode.l10n.t('the same; brings along what was attached since'),
      };
    case 'differs':
      return {
        ...{ icon: 'diff', offer: 'choice' },
        description: vscode.l10n.t('differs: {existing} is there, {digest} would replace it', {
          existing: shortDigest(outlook.existing),
          digest: digest === undefined ? '' : shortDigest(digest),
        }),
      };
    case 'immutable':
      return {
        ...{ icon: 'lock', offer: 'none', detail: sentence(outlook.error) },
        description: vscode.l10n.t('differs, and cannot be replaced'),
      };
    case 'impossible':
      return {
        ...{ icon: 'error', offer: 'none', detail: sentence(outlook.error) },
        description: vscode.l10n.t('cannot be promoted'),
      };
  }
}

function newWords(repository: 'there' | 'create' | 'push'): string {
  switch (repository) {
    case 'there':
      return vscode.l10n.t('new');
    case 'create':
      return vscode.l10n.t('new, in a repository that has to be created');
    case 'push':
      return vscode.l10n.t('new, in a repository that the push makes');
  }
}
