import * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import { tagOfVersion } from '../../chart/tag';
import { isDigest } from '../../oci/digest';
import { checkRepositoryName, parseReference, type Reference } from '../../oci/reference';
import { chooseVersion } from '../../publishing/chooseVersion';
import { versionAt, type ChartReference } from '../../publishing/generate/chartReference';
import type { SavedChart } from '../../publishing/savedCharts';
import { repositoryEntry } from '../../publishing/repositoryEntry';
import { publishTarget, type PublishTarget } from '../../publishing/publishTarget';
import type { Repository, RepositoryEntry } from '../../registries/registry';
import { publishTargetOf } from '../charts/publishTargets';
import { metadataOf, type WorkspaceChart } from '../charts/workspaceCharts';
import type { Parts } from '../commands/parts';
import type { Connection } from '../connections/connections';
import type { ProviderSetting, RegistrySetting } from '../connections/registrySetting';
import { isExplorerNode, versionDigest, type RepositoryNode } from '../explorer/node';
import { pickPublishTarget } from '../pick/pickPublishTarget';
import { pickVersion } from '../pick/pickVersion';
import { isSavedRow } from '../saved/savedView';
import { executeCommand } from '../window/executeCommand';
import { withProgress } from '../window/progress';
import { mirrorTarget, type MirrorTarget } from './mirrorFile';
import { pickSubject } from './pickSubject';

export type SubjectParts = Pick<Parts, 'connections' | 'listings' | 'savedTree'>;

/** What something is generated for. */
export type Subject = ChartSubject | PublishedSubject | MirrorSubject;

/** A chart of the workspace, and where it goes. */
export interface ChartSubject extends Remote {
  readonly type: 'chart';
  readonly chart: WorkspaceChart;
  readonly target: PublishTarget;
}

/** A version in a registry, or a repository with no version chosen yet. */
export interface PublishedSubject extends Remote {
  readonly type: 'published';
}

export interface MirrorSubject extends MirrorTarget {
  readonly type: 'mirror';
  readonly file: vscode.Uri;
  readonly azure: ProviderSetting;
  readonly plainHttp: boolean;
}

/** What is known of the repository. */
interface Remote {
  readonly registry: string;
  readonly repository: string;
  /** What the registry says of it, by the listing where it has it; undefined where it is not there, or the registry is not connected. */
  readonly lookUp: (options: Abortable) => Promise<RepositoryEntry | undefined>;
  /** What the settings know of the registry, where it is one of Azure. */
  readonly azure: ProviderSetting;
  /** Whether the registry is spoken to by http because its setting says so. */
  readonly plainHttp: boolean;
  /** Asks which version, where that is not known. */
  readonly version: () => Promise<ChartReference | undefined>;
}

/** What the command was called on, else the chart or mirror file of the active editor, else what is picked. */
export async function subjectOf(
  argument: unknown,
  parts: SubjectParts,
  title: string,
): Promise<Subject | undefined> {
  if (isExplorerNode(argument)) {
    if (argument.type === 'repository') return ofRepository(argument, parts);
    if (argument.type === 'version') {
      const digest = versionDigest(argument);
      return ofRepository(argument.parent, parts, {
        tag: argument.tag,
        ...(digest !== undefined && { digest }),
      });
    }
  }
  if (isSavedRow(argument)) {
    return ofSaved(argument.chart, parts);
  }
  const picked = await pickSubject(argument, parts.connections, title);
  if (!picked) return undefined;
  if (picked.is === 'chart') return ofChart(picked.chart, parts);
  if (picked.is === 'mirror') return ofMirror(picked.file, parts);
  const { repository, wanted } = picked.remote;
  return ofReference(parseReference(repository.location), parts, {
    ...(wanted !== undefined && (isDigest(wanted) ? { digest: wanted } : { tag: wanted })),
  });
}

async function ofChart(
  chart: WorkspaceChart,
  parts: SubjectParts,
): Promise<ChartSubject | undefined> {
  const { name, version } = metadataOf(chart);
  const target = publishTargetOf(chart.directory, name) ?? (await askTarget(parts, name, version));
  if (!target) return undefined;
  const { registry, repository } = target;
  checkRepositoryName(repository);
  const reference = { registry, repository, tag: tagOfVersion(version), chart: name };
  return {
    ...{ type: 'chart', chart, target, registry, repository },
    ...known({ connection: connectionOf(registry, parts), repository }, parts),
    version: () => Promise.resolve(reference),
  };
}

async function askTarget(
  { connections }: SubjectParts,
  name: string,
  version: string,
): Promise<PublishTarget | undefined> {
  if (connections.list().length === 0) await executeCommand('chartroom.registry.connect');
  const value = await pickPublishTarget({
    title: vscode.l10n.t('Where {chart} Is Published', { chart: name }),
    connections: connections.list(),
    chart: { name, version },
  });
  return value === undefined ? undefined : publishTarget(value, name);
}

function ofRepository(
  node: RepositoryNode,
  parts: SubjectParts,
  found: Partial<ChartReference> = {},
): PublishedSubject {
  const { connection } = node.parent;
  const { name } = node.repository;
  return {
    type: 'published',
    registry: connection.registry.host,
    repository: name,
    ...known({ connection, repository: name }, parts),
    version: () =>
      versionOf(
        { registry: connection.registry.host, repository: name, ...found },
        connection.registry.repository(name),
      ),
  };
}

/** One that is saved under its name alone can be anywhere: then that is asked. */
async function ofSaved(
  { reference, digest, metadata }: SavedChart,
  parts: SubjectParts,
): Promise<PublishedSubject | undefined> {
  const chart = metadata && { chart: metadata.name };
  if (reference.includes('/'))
    return ofReference(parseReference(reference), parts, { digest, ...chart });
  if (!metadata) return undefined;
  const target = await askTarget(parts, metadata.name, metadata.version);
  if (!target) return undefined;
  const { registry, repository } = target;
  checkRepositoryName(repository);
  return ofReference({ registry, repository, tag: tagOfVersion(metadata.version) }, parts, {
    ...{ digest, ...chart },
  });
}

function ofReference(
  { registry, repository, tag, digest }: Reference,
  parts: SubjectParts,
  found: Partial<ChartReference>,
): PublishedSubject {
  const reference = {
    ...{ registry, repository },
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
    ...found,
  };
  return {
    ...{ type: 'published', registry, repository },
    ...known({ connection: connectionOf(registry, parts), repository }, parts),
    version: () =>
      versionOf(reference, parts.connections.forHost(registry).registry.repository(repository)),
  };
}

async function ofMirror(file: vscode.Uri, parts: SubjectParts): Promise<MirrorSubject | undefined> {
  const target = await mirrorTarget(file);
  if (!target) return undefined;
  const connection = connectionOf(target.registry, parts);
  return { type: 'mirror', file, ...target, ...settingsOf(connection?.setting) };
}

/** What the connection and the listing say of a repository; nothing of a registry that is not connected. */
function known(
  { connection, repository }: { connection: Connection | undefined; repository: string },
  { listings }: SubjectParts,
): Pick<Remote, 'lookUp' | 'azure' | 'plainHttp'> {
  return {
    ...settingsOf(connection?.setting),
    lookUp: async (options) => {
      if (!connection) return undefined;
      const { id, registry } = connection;
      const { entries } = listings.repositories({ type: 'registry', id, connection });
      return entries.get(repository) ?? repositoryEntry(registry, repository, options);
    },
  };
}

function connectionOf(registry: string, { connections }: SubjectParts): Connection | undefined {
  return connections.list().find(({ setting }) => setting.host === registry);
}

function settingsOf({ azure = {}, plainHttp = false }: Partial<RegistrySetting> = {}): Pick<
  Remote,
  'azure' | 'plainHttp'
> {
  return { azure, plainHttp };
}

/** Asks which version, where nothing is named. A tag that is no version comes with its digest: tools are told that. */
async function versionOf(
  reference: ChartReference,
  repository: Repository,
): Promise<ChartReference | undefined> {
  if (reference.digest !== undefined || versionAt(reference) !== undefined) return reference;
  const title = vscode.l10n.t('Generate for Which Version?');
  const version = reference.tag ?? (await pickVersion(repository, title));
  if (version === undefined) return undefined;
  return withProgress(vscode.l10n.t('Looking up {version}', { version }), async (options) => {
    const chosen = await chooseVersion(repository, version, options);
    if (isDigest(chosen)) return { ...reference, digest: chosen };
    const found = { ...reference, tag: chosen };
    if (versionAt(found) !== undefined) return found;
    const { digest } = await repository.resolve(chosen, options);
    return { ...found, digest };
  });
}
