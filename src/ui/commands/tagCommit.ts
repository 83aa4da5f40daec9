import { relative } from 'node:path';
import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { loadChartFolder } from '../../chart/folder';
import type { Digest } from '../../oci/digest';
import { publishReference } from '../../publishing/publishTarget';
import { gitTagName } from '../../publishing/release/gitTag';
import type { PartOutcome } from '../../publishing/release/run';
import { digestOfChart } from '../../publishing/save';
import { chosenCharts } from '../charts/chosenCharts';
import { createSavedStates } from '../charts/savedState';
import { standingsOf } from '../charts/standings';
import { isIn } from '../charts/watchCharts';
import type { WorkspaceChart } from '../charts/workspaceCharts';
import { tagPatternFor } from '../charts/tagPattern';
import { pickPlanned, type PlannedRow } from '../pick/pickPlanned';
import type { CommandHandler } from '../window/command';
import { explain, offerNext, type Offer } from '../window/offer';
import { withProgress } from '../window/progress';
import { sentence } from '../window/showError';
import { gitRepositoryOf, type GitRepository } from './gitRepository';
import type { Parts } from './parts';

/** A version that is published, and the content it is published with. */
interface Published {
  readonly directory: string;
  readonly name: string;
  readonly version: string;
  /** `host/repository:tag` */
  readonly reference: string;
  readonly digest: Digest;
}

/** A tag that can be put on a commit. */
interface PlannedTag {
  readonly repository: GitRepository;
  readonly commit: string;
  readonly tag: string;
  readonly message: string;
}

type Row = PlannedRow<PlannedTag | undefined>;

/** Tag the Commit: of the chosen charts, those whose version is published with what is in the folder. */
export function tagCommitCommand(parts: Parts): CommandHandler {
  const states = createSavedStates();
  return async (argument, selection) => {
    const { charts } = await chosenCharts(argument, selection);
    const published = await withProgress(
      vscode.l10n.t('Looking up what is published'),
      async ({ signal }) => {
        const all: Published[] = [];
        for (const chart of charts) {
          const found = await standingsOf(chart, parts, states, { signal });
          const there = found.find(({ standing }) => standing.is === 'same');
          const { digest } = there?.standing ?? {};
          const { name = '', version = '' } = chart.metadata ?? {};
          if (!there || !digest) continue;
          const reference = publishReference(there.place, version);
          all.push({ directory: chart.directory, name, version, reference, digest });
        }
        return all;
      },
    );
    if (published.length === 0) throw nonePublished(charts);
    await tagCommits(published);
  };
}

/** The offer to tag what was published; none where nothing was, or git has none of it. */
export async function tagOffer(outcomes: readonly PartOutcome[]): Promise<Offer | undefined> {
  const published = new Map<string, Published>();
  for (const outcome of outcomes) {
    if (outcome.is !== 'published' && outcome.is !== 'unchanged') continue;
    const { directory, name, version } = outcome.chart;
    if (published.has(directory)) continue;
    const reference = publishReference(outcome.place, version);
    published.set(directory, { directory, name, version, reference, digest: outcome.digest });
  }
  const all = [...published.values()];
  const [first] = all;
  if (!first || !(await gitRepositoryOf(first.directory))) return undefined;
  return { title: vscode.l10n.t('Tag the Commit…'), run: () => tagCommits(all) };
}

async function tagCommits(published: readonly Published[]): Promise<void> {
  const rows = await withProgress(vscode.l10n.t('Asking git'), async () => {
    const statuses = new Map<GitRepository, Promise<void>>();
    const all: Row[] = [];
    for (const one of published) all.push(await rowOf(one, statuses));
    return all;
  });
  const picked = await pickPlanned({
    title: vscode.l10n.t('Tag the Commit'),
    placeholder: vscode.l10n.t(
      'What is picked is tagged; the tags are pushed only when you say so',
    ),
    rows,
  });
  const tags = (picked ?? []).filter((tag) => tag !== undefined);
  if (tags.length === 0) return;
  for (const { repository, commit, tag, message } of tags) {
    if (repository.state.HEAD?.commit !== commit) throw movedOn(tag);
    await repository.tag(tag, message);
  }
  const names = tags.map(({ tag }) => tag).join(', ');
  offerNext(vscode.l10n.t('Tagged the commit as {tags}', { tags: names }), ...pushOffers(tags));
}

/** A tag that does not hold what was published would be a lie, so there is none then. */
async function rowOf(
  published: Published,
  statuses: Map<GitRepository, Promise<void>>,
): Promise<Row> {
  const { directory, name, version, reference, digest } = published;
  const nothing = (label: string, description: string, icon = 'circle-slash'): Row => ({
    ...{ value: undefined, label, description, icon, offer: 'none' },
  });
  const label = `${name} ${version}`;
  const repository = await gitRepositoryOf(directory);
  if (!repository) return nothing(label, vscode.l10n.t('in no git repository'));
  const status = statuses.get(repository) ?? repository.status();
  statuses.set(repository, status);
  await status;
  const commit = repository.state.HEAD?.commit;
  if (commit === undefined) return nothing(label, vscode.l10n.t('nothing is committed yet'));
  let tag: string;
  try {
    tag = gitTagName(tagPatternFor(directory), { name, version });
  } catch (error) {
    if (!(error instanceof ChartroomError)) throw error;
    return { ...nothing(label, vscode.l10n.t('no tag')), detail: sentence(error) };
  }
  const [existing] = await repository.getRefs({ pattern: `refs/tags/${tag}` });
  if (existing) {
    return existing.commit === commit
      ? nothing(tag, vscode.l10n.t('is on this commit already'), 'pass')
      : nothing(
          tag,
          vscode.l10n.t('is there already, on {commit}', { commit: shortCommit(existing.commit) }),
        );
  }
  const changes = changesIn(repository, directory);
  if (changes.length > 0) {
    const [first = ''] = changes;
    const words =
      changes.length === 1
        ? vscode.l10n.t('not committed: {file}', { file: first })
        : vscode.l10n.t('not committed: {file} and {count} more', {
            ...{ file: first, count: changes.length - 1 },
          });
    return nothing(tag, words, 'edit');
  }
  if (!(await holds(directory, digest))) {
    return nothing(tag, vscode.l10n.t('the folder is not what was published any more'), 'edit');
  }
  const seesAll = untrackedAreSeen(repository);
  return {
    value: { repository, commit, tag, message: `${label}\n\n${reference}@${digest}` },
    label: tag,
    description: vscode.l10n.t('on {commit}', { commit: shortCommit(commit) }),
    ...(!seesAll && {
      detail: vscode.l10n.t('git.untrackedChanges hides files that git does not know'),
    }),
    icon: 'tag',
    offer: seesAll ? 'go' : 'choice',
  };
}

/** Files of a folder that are not in the commit as they are, by their path there. */
function changesIn({ state }: GitRepository, directory: string): readonly string[] {
  const changes = [
    ...state.mergeChanges,
    ...state.indexChanges,
    ...state.workingTreeChanges,
    ...(state.untrackedChanges ?? []),
  ];
  const inside = changes
    .map(({ uri }) => uri.fsPath)
    // A folder that git does not know is told of with a slash at its end.
    .filter((path) => isIn(path, directory) || isIn(directory, path.replace(/[\\/]$/, '')));
  return [...new Set(inside)].map((path) => relative(directory, path) || '.');
}

function untrackedAreSeen({ rootUri }: GitRepository): boolean {
  const configuration = vscode.workspace.getConfiguration('git', rootUri);
  return configuration.get<string>('untrackedChanges') !== 'hidden';
}

async function holds(directory: string, digest: Digest): Promise<boolean> {
  try {
    return (await digestOfChart(await loadChartFolder(directory))) === digest;
  } catch (error) {
    if (error instanceof ChartroomError) return false;
    throw error;
  }
}

/** Where the branch is pushed to, else `origin`, else the only one there is. */
function pushOffers(tags: readonly PlannedTag[]): readonly Offer[] {
  const [{ repository }] = tags as [PlannedTag];
  const { remotes, HEAD } = repository.state;
  const names = remotes.filter(({ isReadOnly }) => !isReadOnly).map(({ name }) => name);
  const remote = [HEAD?.upstream?.remote, 'origin', names[0]].find(
    (name) => name !== undefined && names.includes(name),
  );
  if (remote === undefined) return [];
  const title = vscode.l10n.t('Push Tags to {remote}', { remote });
  return [{ title, run: () => pushTags(tags, remote).then(undefined, explain) }];
}

async function pushTags(tags: readonly PlannedTag[], remote: string): Promise<void> {
  const names = tags.map(({ tag }) => tag).join(', ');
  await withProgress(vscode.l10n.t('Pushing {tags}', { tags: names }), async () => {
    for (const { repository, tag } of tags) await repository.push(remote, `refs/tags/${tag}`);
  });
  offerNext(vscode.l10n.t('Pushed {tags} to {remote}', { tags: names, remote }));
}

function shortCommit(commit = ''): string {
  return commit.slice(0, 8);
}

function nonePublished(charts: readonly WorkspaceChart[]): ChartroomError {
  const names = charts.map(({ metadata, folder }) => metadata?.name ?? folder).join(', ');
  return new ChartroomError({
    code: 'release.not-published',
    template:
      'A tag names what is published, and {names} is nowhere published with what is in the folder, as far as can be told',
    facts: { names },
  });
}

function movedOn(tag: string): ChartroomError {
  return new ChartroomError({
    code: 'release.commit-moved',
    template: '{tag} was not made: another commit is checked out by now',
    facts: { tag },
  });
}
