import * as vscode from 'vscode';
import { parseConstraint } from '../../chart/constraint';
import { isDigest, type Digest } from '../../oci/digest';
import { chooseTags, type WantedVersions } from '../../publishing/promote/chooseTags';
import type { Parts } from '../commands/parts';
import { pickOrType, type Choice } from '../pick/pickOrType';
import { pickRemote } from '../pick/pickRemote';
import { withProgress } from '../window/progress';
import { typingProblem } from '../window/typingProblem';
import type { ChosenRepository, ChosenRows } from './chosenRows';
import { versionOfRepository, type ChosenVersion } from './chosenVersion';

/** The versions of some rows, of which those of repositories are asked about; of no rows a repository first. */
export async function chooseVersions(
  parts: Pick<Parts, 'connections'>,
  { versions, repositories }: ChosenRows,
): Promise<readonly ChosenVersion[]> {
  if (repositories.length === 0) return versions.length > 0 ? versions : pickFromAnywhere(parts);
  const more = await versionsOf(repositories);
  return more.length === 0 ? [] : [...versions, ...more];
}

async function pickFromAnywhere({
  connections,
}: Pick<Parts, 'connections'>): Promise<readonly ChosenVersion[]> {
  const remote = await pickRemote(connections, vscode.l10n.t('Promote'));
  if (!remote) return [];
  const { repository, wanted } = remote;
  if (wanted === undefined) return versionsOf([{ repository, entry: undefined }]);
  if (!isDigest(wanted)) return [versionOfRepository(repository, wanted, undefined)];
  return versionsOf([{ repository, entry: undefined }]);
}

async function versionsOf(listed: readonly ChosenRepository[]): Promise<readonly ChosenVersion[]> {
  const wanted = await askWanted(listed);
  if (!wanted) return [];
  const found = await withProgress(
    vscode.l10n.t('Looking up versions to promote'),
    async ({ signal, step }) => {
      const versions: ChosenVersion[] = [];
      for (const { repository, entry } of listed) {
        step(repository.name);
        const digests = new Map<string, Digest | undefined>();
        for await (const { items } of repository.versions({ signal })) {
          for (const { tag, digest } of items) digests.set(tag, digest);
        }
        const tags = chooseTags([...digests.keys()], wanted === 'choose' ? { is: 'all' } : wanted);
        for (const tag of tags) {
          versions.push(versionOfRepository(repository, tag, entry, digests.get(tag)));
        }
      }
      return versions;
    },
  );
  if (found.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no such version to promote in {repositories}', {
        repositories: listed.map(({ repository }) => repository.location).join(', '),
      }),
    );
  }
  return wanted === 'choose' && found.length > 0 ? pickSome(found) : found;
}

function askWanted(
  listed: readonly ChosenRepository[],
): Promise<WantedVersions | 'choose' | undefined> {
  const choice = (
    label: string,
    icon: string,
    value: WantedVersions | 'choose',
  ): Choice<WantedVersions | 'choose'> => ({
    ...{ label, value },
    iconPath: new vscode.ThemeIcon(icon),
  });
  const [first, ...others] = listed.map(({ repository }) => repository.location);
  return pickOrType<WantedVersions | 'choose'>({
    title:
      others.length === 0
        ? vscode.l10n.t('Promote from {repository}', { repository: first ?? '' })
        : vscode.l10n.t('Promote from {count} repositories', { count: listed.length }),
    placeholder: vscode.l10n.t('Which versions? Choose, or type a constraint such as ^1.2'),
    choices: async function* () {
      yield await Promise.resolve([
        choice(
          others.length === 0
            ? vscode.l10n.t('The newest version')
            : vscode.l10n.t('The newest version of each'),
          'tag',
          { is: 'newest' },
        ),
        choice(vscode.l10n.t('Choose versions…'), 'list-selection', 'choose'),
        choice(vscode.l10n.t('All versions'), 'checklist', { is: 'all' }),
      ]);
    },
    typed: (text) =>
      typingProblem(() => parseConstraint(text)) ?? {
        ...choice(text, 'filter', { is: 'matching', constraint: text }),
        description: vscode.l10n.t('versions that match'),
      },
  });
}

async function pickSome(versions: readonly ChosenVersion[]): Promise<readonly ChosenVersion[]> {
  const items = versions.map((version) => ({
    label: version.tag,
    description: `${version.host ?? ''}/${version.name}`,
    version,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Promote'),
    placeHolder: vscode.l10n.t('Choose the versions to promote'),
    ...{ canPickMany: true, matchOnDescription: true, ignoreFocusOut: true },
  });
  return (picked ?? []).map(({ version }) => version);
}
