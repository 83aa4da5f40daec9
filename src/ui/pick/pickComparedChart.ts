import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import { isAttachmentTag } from '../../publishing/artifactKind';
import { versionOfTag } from '../../chart/tag';
import { newestFirst } from '../../chart/version';
import { formatReference, parseReference } from '../../oci/reference';
import { shortDigest } from '../../oci/digest';
import type { Layout } from '../../oci/layout/layout';
import type { Repository } from '../../registries/registry';
import { findWorkspaceCharts } from '../charts/workspaceCharts';
import type { ComparedChart } from '../compare/comparedChart';
import { referenceSide, savedSide, workspaceSide } from '../compare/comparedCharts';
import type { Connections } from '../connections/connections';
import type { SavedTree } from '../saved/savedView';
import { withProgress } from '../window/progress';
import { sentence } from '../window/showError';
import { typingProblem } from '../window/typingProblem';
import { pickOrType, type Choice } from './pickOrType';
import { remoteOfReference, type RemoteChoice } from './pickRemote';
import { pickVersion } from './pickVersion';
import { repositoryRows } from './repositoryRows';

export interface PickComparedChartOptions {
  readonly title: string;
  readonly placeholder: string;
  readonly connections: Connections;
  readonly saved: Layout;
  readonly savedTree: SavedTree;
  /** Whose versions are offered first. */
  readonly near?: { readonly repository: Repository; readonly connectionId: string } | undefined;
  /** What it is compared with, which is not offered. */
  readonly other?: ComparedChart | undefined;
}

/** Leads to a chart; undefined where somebody gives up on the way. */
type Way = () => Promise<ComparedChart | undefined>;
type Row = Choice<Way> | vscode.QuickPickItem;

/** A chart to compare: a version near by, one of the workspace, a saved one, one of any registry, or a reference that is typed. */
export async function pickComparedChart(
  options: PickComparedChartOptions,
): Promise<ComparedChart | undefined> {
  const { title, placeholder, connections } = options;
  const way = await pickOrType<Way>({
    ...{ title, placeholder },
    choices: (signal) => choices(options, signal),
    typed: (text) =>
      typingProblem(() => parseReference(text)) ?? {
        label: formatReference(parseReference(text)),
        description: vscode.l10n.t('as typed'),
        iconPath: new vscode.ThemeIcon('tag'),
        value: () => versionToCompare(options, remoteOfReference(connections, text)),
      },
  });
  return way?.();
}

async function* choices(
  options: PickComparedChartOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  yield await nearRows(options, signal);
  yield await localRows(options);
  yield* repositoryRows(options.connections, (choice) => versionToCompare(options, choice), signal);
}

/** Versions, newest first. */
async function nearRows(options: PickComparedChartOptions, signal: AbortSignal): Promise<Row[]> {
  const { near, other } = options;
  if (!near) return [];
  const { repository, connectionId } = near;
  const { tags, problem } = await tagsOf(repository, signal);
  const rows = newestFirst(tags, versionOfTag)
    .filter((tag) => other?.side.name !== `${repository.location}:${tag}`)
    .map((tag): Row => ({
      label: versionOfTag(tag),
      iconPath: new vscode.ThemeIcon('tag'),
      value: () => versionToCompare(options, { repository, connectionId, wanted: tag }),
    }));
  return [separator(repository.location), ...rows, ...(problem ? [problem] : [])];
}

/** What cannot be listed says so, and leaves the rest to choose from. */
async function tagsOf(
  repository: Repository,
  signal: AbortSignal,
): Promise<{ tags: string[]; problem?: Row }> {
  const tags: string[] = [];
  try {
    for await (const page of repository.versions({ signal })) {
      for (const { tag } of page.items) if (!isAttachmentTag(tag)) tags.push(tag);
    }
    return { tags };
  } catch (error) {
    if (isAbort(error, signal)) return { tags };
    const label = vscode.l10n.t('Cannot list {repository}', { repository: repository.location });
    const iconPath = new vscode.ThemeIcon('warning');
    return { tags, problem: { label, detail: sentence(error), iconPath } };
  }
}

async function localRows({ saved, savedTree, other }: PickComparedChartOptions): Promise<Row[]> {
  const [charts, rows] = await Promise.all([findWorkspaceCharts(), savedTree.rows()]);
  const directory = other?.side.type === 'folder' ? other.side.directory : undefined;
  return [
    separator(vscode.l10n.t('Workspace')),
    ...charts
      .filter((chart) => chart.directory !== directory)
      .map((chart): Row => ({
        label: chart.metadata?.name ?? chart.folder,
        description: [chart.metadata?.version, chart.folder].filter(Boolean).join(' · '),
        iconPath: new vscode.ThemeIcon('folder'),
        value: () => Promise.resolve(workspaceSide(chart)),
      })),
    separator(vscode.l10n.t('Saved charts')),
    ...rows
      .filter((row) => row.metadata && row.reference !== other?.side.name)
      .map((row): Row => ({
        label: row.reference,
        description: shortDigest(row.digest),
        iconPath: new vscode.ThemeIcon('package'),
        value: () => Promise.resolve(savedSide(saved, row)),
      })),
  ];
}

/** The version of a repository that is wanted, or is picked where nobody has said which. */
export async function versionToCompare(
  { title, connections }: Pick<PickComparedChartOptions, 'title' | 'connections'>,
  { repository, connectionId, wanted }: RemoteChoice,
): Promise<ComparedChart | undefined> {
  const version = wanted ?? (await pickVersion(repository, title));
  if (version === undefined) return undefined;
  const reference = `${repository.location}:${version}`;
  return withProgress(vscode.l10n.t('Looking up {reference}', { reference }), ({ signal }) =>
    referenceSide(connections, connectionId, repository, version, { signal }),
  );
}

function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
