import * as vscode from 'vscode';
import { parseConstraint } from '../../chart/constraint';
import type { VersionSelection } from '../../publishing/mirror/mirror';
import { pickOrType, type Choice } from '../pick/pickOrType';
import { typingProblem } from '../window/typingProblem';

/** Which versions of each chart: the newest, so many of them, all, or by a constraint that is typed. */
export function askVersions(
  title: string,
  names: readonly string[],
): Promise<VersionSelection | undefined> {
  const isOne = names.length === 1 && !names[0]?.includes('*');
  return pickOrType<VersionSelection>({
    title,
    placeholder: vscode.l10n.t('Which versions? Choose, or type a constraint such as >=7.1 <8'),
    choices: async function* () {
      yield await Promise.resolve([
        choice(
          isOne ? vscode.l10n.t('The newest version') : vscode.l10n.t('The newest version of each'),
          'tag',
          { newest: 1, prereleases: false },
        ),
        ...[3, 10].map((newest) =>
          choice(vscode.l10n.t('The newest {count} versions', { count: newest }), 'tag', {
            ...{ newest, prereleases: false },
          }),
        ),
        choice(vscode.l10n.t('All versions'), 'checklist', { prereleases: false }),
        choice(vscode.l10n.t('All versions, pre-releases too'), 'checklist', { prereleases: true }),
      ]);
    },
    typed: (text) =>
      typingProblem(() => parseConstraint(text)) ?? {
        ...choice(text, 'filter', { constraint: text, prereleases: false }),
        description: vscode.l10n.t('versions that match'),
      },
  });
}

function choice(label: string, icon: string, value: VersionSelection): Choice<VersionSelection> {
  return { label, value, iconPath: new vscode.ThemeIcon(icon) };
}
