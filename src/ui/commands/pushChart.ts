import * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import { loadChartFolder } from '../../chart/folder';
import { tagOfVersion } from '../../chart/tag';
import { shortDigest } from '../../oci/digest';
import { parseReference } from '../../oci/reference';
import { readChartArtifact } from '../../publishing/chartArtifact';
import type { PushContent } from '../../publishing/foreseePush';
import { installCommand } from '../../publishing/installCommand';
import { pushChart } from '../../publishing/push';
import type { PushResult } from '../../publishing/push';
import { isMissingRepository, offeringBump } from '../../publishing/remedy';
import type { PublishTarget } from '../../publishing/publishTarget';
import { digestOfChart } from '../../publishing/save';
import { publishTargetOf } from '../charts/publishTargets';
import { metadataOf } from '../charts/workspaceCharts';
import { formatSize } from '../../base/size';
import { pickChart } from '../pick/pickChart';
import { pickRegistry } from '../pick/pickRegistry';
import { pickRepository } from '../pick/pickRepository';
import { pickSaved } from '../pick/pickSaved';
import type { CommandHandler } from '../window/command';
import { offerNext } from '../window/offer';
import { withProgress, type ProgressContext } from '../window/progress';
import {
  confirmReplace,
  makeMissing,
  preparePush,
  referenceOf,
  type PushStart,
  type PushTarget,
} from './beforePush';
import { revealVersion } from './reveal';
import { saveOpenFiles, saveWorkspaceChart } from './saveChart';
import type { Parts } from './parts';

type Needed = Pick<
  Parts,
  | 'saved'
  | 'savedTree'
  | 'connections'
  | 'memory'
  | 'globalMemory'
  | 'explorerTree'
  | 'explorerView'
>;

/** What goes to a registry, and how it gets among the saved charts that are pushed from. */
interface Pushed extends PushContent {
  readonly name: string;
  /** The folder of the chart, where it is known. */
  readonly chart?: string | undefined;
  /** The reference among the saved charts. */
  save(options: Abortable): Promise<string>;
}

/**
 * Push Chart: saves the chart of the workspace, then copies it to a registry. It goes where the setting says, else, or to
 * go elsewhere, where it is told.
 */
export function pushChartCommand(parts: Needed, where: 'configured' | 'ask'): CommandHandler {
  return async (argument) => {
    const chart = await pickChart(argument, vscode.l10n.t('Push Chart'));
    if (!chart) return;
    const metadata = metadataOf(chart);
    const tag = tagOfVersion(metadata.version);
    const configured =
      where === 'configured' ? publishTargetOf(chart.directory, metadata.name) : undefined;
    const target = configured
      ? await targetOfSetting(parts, configured, { name: metadata.name, tag })
      : await askTarget(parts, metadata.name, tag);
    if (!target) return;
    await push(parts, target, {
      name: metadata.name,
      chart: chart.directory,
      digest: async (options) => {
        await saveOpenFiles(chart);
        return digestOfChart(await loadChartFolder(chart.directory, options), options);
      },
      save: async ({ signal }) => {
        const { reference } = await saveWorkspaceChart(parts, chart, { signal });
        return reference;
      },
    });
  };
}

/** Push a saved chart: one with a registry in its reference goes there, any other is asked about. */
export function pushSavedCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const saved = await pickSaved(argument, parts.savedTree, vscode.l10n.t('Push Saved Chart'));
    if (!saved) return;
    const { reference, digest } = saved;
    const { metadata } = await readChartArtifact(parts.saved, reference);
    const target = reference.includes('/')
      ? targetOfReference(parts, reference, tagOfVersion(metadata.version))
      : await askTarget(parts, metadata.name, tagOfVersion(metadata.version));
    if (!target) return;
    await push(parts, target, {
      name: metadata.name,
      digest: () => Promise.resolve(digest),
      save: () => Promise.resolve(reference),
    });
  };
}

function targetOfReference({ connections }: Needed, text: string, versionTag: string): PushTarget {
  const reference = parseReference(text);
  const connection = connections.forHost(reference.registry);
  return {
    connection,
    repository: connection.registry.repository(reference.repository),
    tag: reference.tag ?? versionTag,
  };
}

/** Asks only which login it is, where the host is connected more than once. */
async function targetOfSetting(
  { connections }: Needed,
  { registry, repository }: PublishTarget,
  { name, tag }: { name: string; tag: string },
): Promise<PushTarget | undefined> {
  const title = vscode.l10n.t('Push {chart}', { chart: name });
  const connection = await pickRegistry(registry, connections, title);
  return connection && { connection, repository: connection.registry.repository(repository), tag };
}

async function askTarget(
  { connections, memory }: Needed,
  chartName: string,
  tag: string,
): Promise<PushTarget | undefined> {
  const title = vscode.l10n.t('Push {chart}', { chart: chartName });
  const connection = await pickRegistry(undefined, connections, title);
  if (!connection) return undefined;
  const key = `push.${connection.id}.${chartName}`;
  const name = await pickRepository({
    title,
    connection,
    chartName,
    last: memory.get<string>(key),
  });
  if (name === undefined) return undefined;
  await memory.update(key, name);
  return { connection, repository: connection.registry.repository(name), tag };
}

interface Sent {
  readonly result: PushResult;
  /** The repository was made for it. */
  readonly created: boolean;
}

/** All of it under one progress: VS Code hides messages that follow each other too closely. */
async function push(parts: Needed, target: PushTarget, content: Pushed): Promise<void> {
  const title = vscode.l10n.t('Pushing {reference}', { reference: referenceOf(target) });
  try {
    const sent = await withProgress(title, async (progress) => {
      const start = await preparePush(parts, target, content, progress);
      if (start.is === 'declined') return undefined;
      if (start.is === 'done') return { result: unchanged(target, start), created: false };
      progress.step(vscode.l10n.t('saving the chart'));
      const reference = await content.save(progress);
      return send(parts, target, { reference, start }, progress);
    });
    if (sent && sent.result.outcome !== 'declined') tellPushed(parts, target, content, sent);
  } catch (error) {
    throw offeringBump(error, content.chart);
  }
}

interface Prepared {
  readonly reference: string;
  readonly start: Extract<PushStart, { is: 'ready' }>;
}

/** A repository that turns out to be missing after all, as where the login may not ask, is made, and the push goes on. */
async function send(
  parts: Needed,
  target: PushTarget,
  { reference, start: { created, replaces } }: Prepared,
  progress: ProgressContext,
): Promise<Sent> {
  const { connection, repository, tag } = target;
  const run = (): Promise<PushResult> =>
    pushChart(parts.saved, reference, repository, tag, {
      signal: progress.signal,
      onProgress: progress.onProgress,
      confirmReplace: (existing) =>
        existing.digest === replaces ? Promise.resolve(true) : confirmReplace(target, existing),
    });
  try {
    return { result: await run(), created };
  } catch (error) {
    if (!isMissingRepository(error, connection.id) || created) throw error;
    const made = await makeMissing(parts, target, progress);
    if (!made) throw error;
    return { result: await run(), created: made === 'created' };
  }
}

function tellPushed(
  parts: Needed,
  { connection, repository, tag }: PushTarget,
  { name }: Pushed,
  { result, created }: Sent,
): void {
  parts.explorerTree.pushed(connection.id, repository.name);
  offerNext(
    pushMessage(result, created),
    {
      title: vscode.l10n.t('Copy Reference'),
      run: () => vscode.env.clipboard.writeText(result.reference),
    },
    {
      title: vscode.l10n.t('Copy helm install'),
      run: () =>
        vscode.env.clipboard.writeText(
          installCommand(
            ...([repository.location, tag, result.digest, name] as const),
            connection.setting.plainHttp,
          ),
        ),
    },
    {
      title: vscode.l10n.t('Show in Registries'),
      run: () => revealVersion(parts, connection.id, repository.name, tag),
    },
  );
}

function unchanged(target: PushTarget, { digest }: Pick<PushResult, 'digest'>): PushResult {
  return {
    ...{ reference: referenceOf(target), digest, outcome: 'unchanged' },
    ...{ replaced: undefined, kept: undefined, copiedBytes: 0 },
  };
}

function pushMessage(result: PushResult, created: boolean): string {
  const facts = {
    reference: result.reference,
    digest: `sha256:${shortDigest(result.digest)}`,
    size: formatSize(result.copiedBytes),
  };
  if (result.outcome === 'unchanged') {
    return vscode.l10n.t('{reference} was there already, with the same content ({digest})', facts);
  }
  return created
    ? vscode.l10n.t(
        'Pushed {reference} ({digest}, {size} sent) into a repository created for it',
        facts,
      )
    : vscode.l10n.t('Pushed {reference} ({digest}, {size} sent)', facts);
}
