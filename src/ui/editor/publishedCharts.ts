import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { dependencyOrigin } from '../../chart/dependencyOrigin';
import { isSameRepository, type HelmRepository } from '../../chart/helmRepositories';
import { tagOfVersion } from '../../chart/tag';
import { readChartArtifact } from '../../publishing/chartArtifact';
import type { PublishedVersion } from '../../publishing/dependencies/source';
import type { Parts } from '../commands/parts';
import type { Connection } from '../connections/connections';
import { withSignal } from '../window/progress';
import { askableAt, askableConnections } from './askable';
import { firstPages } from './firstPages';
import { createRemembered } from './remembered';

/**
 * What is published, remembered for a while. Registries are asked only where they are connected, chart repositories only in a
 * workspace that is trusted. Who is asked and gives no answer is as if nobody were asked.
 */
export interface PublishedCharts {
  connections(): readonly Connection[];
  /** What `helm repo add` has added. */
  helmRepositories(token: vscode.CancellationToken): Promise<readonly HelmRepository[]>;
  /** Repositories of a registry, as far as its first pages tell. */
  repositories(connection: Connection, token: vscode.CancellationToken): Promise<readonly string[]>;
  /** Names of the charts of a repository with an index; none of any other. */
  chartNames(repository: string, token: vscode.CancellationToken): Promise<readonly string[]>;
  /** Newest first. For what the editor shows unasked, no address is asked that only the chart names. */
  versionsOf(
    dependency: LookedUp,
    asked: 'by a person' | 'by the editor',
    token: vscode.CancellationToken,
  ): Promise<readonly PublishedVersion[]>;
  /** What a version says of itself; undefined where each read is metered. */
  describe(
    dependency: LookedUp,
    version: PublishedVersion,
    token: vscode.CancellationToken,
  ): Promise<PublishedDescription | undefined>;
}

export interface LookedUp {
  readonly name: string;
  readonly repository: string;
  /** Folder of the chart that has the dependency. */
  readonly chart: string;
}

export type PublishedDescription = Pick<
  PublishedVersion,
  'description' | 'appVersion' | 'deprecated' | 'size'
>;

const memory = { expiry: 300_000, failureExpiry: 30_000, timeLimit: 20_000, clock: Date.now };

export function createPublishedCharts(
  parts: Pick<
    Parts,
    'connections' | 'listings' | 'explorerTree' | 'surroundings' | 'dependencySources'
  >,
): PublishedCharts {
  const { surroundings, dependencySources } = parts;
  const names = createRemembered<readonly string[]>(memory);
  const versions = createRemembered<readonly PublishedVersion[]>(memory);
  const descriptions = createRemembered<PublishedDescription>(memory);
  const forget = (): void => {
    for (const part of [names, versions, descriptions]) part.forget();
  };
  parts.connections.onDidChange(forget);
  parts.explorerTree.onDidChangeContents(forget);

  /** What a host refuses or does not answer is no news for whoever is typing. */
  const quietly = async <T>(
    token: vscode.CancellationToken,
    ask: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> => {
    try {
      return await withSignal(token, ask);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      const isTimeout = error instanceof Error && error.name === 'TimeoutError';
      if (!isTimeout && !(error instanceof ChartroomError)) throw error;
      surroundings.log.debug('cannot tell what is published', { reason: String(error) });
      return undefined;
    }
  };
  const helmRepositories: PublishedCharts['helmRepositories'] = async (token) =>
    (await quietly(token, async (signal) =>
      (await dependencySources()).helmRepositories({ signal }),
    )) ?? [];
  const mayAsk = async (
    dependency: LookedUp,
    asked: 'by a person' | 'by the editor',
    token: vscode.CancellationToken,
  ): Promise<boolean> => {
    const origin = dependencyOrigin(dependency);
    if (origin.kind === 'oci') return askableAt(parts, origin.host) !== undefined;
    if (origin.kind === 'folder') return true;
    if (origin.kind === 'vendored' || origin.kind === 'unknown') return false;
    if (!vscode.workspace.isTrusted) return false;
    if (asked === 'by a person' || origin.kind === 'alias') return true;
    const known = await helmRepositories(token);
    return known.some(({ url }) => isSameRepository(url, origin.url));
  };
  return {
    connections: () => askableConnections(parts),
    helmRepositories,
    repositories: async ({ id, registry }, token) => {
      const ask = async (signal: AbortSignal): Promise<readonly string[]> => {
        const entries = await firstPages(registry.repositories({ pageSize: 1000, signal }));
        return entries.map(({ name }) => name);
      };
      return (await quietly(token, (signal) => names.of(id, ask, signal))) ?? [];
    },
    chartNames: async (repository, token) => {
      if (!vscode.workspace.isTrusted) return [];
      const ask = async (signal: AbortSignal): Promise<readonly string[]> =>
        (await (await dependencySources()).chartNames(repository, { signal })) ?? [];
      const key = `index ${repository}`;
      return (await quietly(token, (signal) => names.of(key, ask, signal))) ?? [];
    },
    versionsOf: async (dependency, asked, token) => {
      const { name, repository, chart } = dependency;
      if (name === '' || !(await mayAsk(dependency, asked, token))) return [];
      const ask = async (signal: AbortSignal): Promise<readonly PublishedVersion[]> =>
        (await dependencySources()).versionsOf(dependency, { chart, signal });
      const key = [name, repository, repository.startsWith('file:') ? chart : ''].join('\n');
      return (await quietly(token, (signal) => versions.of(key, ask, signal))) ?? [];
    },
    describe: async (dependency, published, token) => {
      const origin = dependencyOrigin(dependency);
      // Only a registry tells no more than the version in its list.
      const registry = origin.kind === 'oci' ? askableAt(parts, origin.host)?.registry : undefined;
      if (!registry || origin.kind !== 'oci') return published;
      if (registry.metersReads) return undefined;
      const ask = async (signal: AbortSignal): Promise<PublishedDescription> => {
        const repository = registry.repository(origin.repository);
        const tag = tagOfVersion(published.version);
        const { metadata, archive } = await readChartArtifact(repository, tag, { signal });
        return { ...metadata, size: archive.size };
      };
      const key = [registry.id, origin.repository, published.version].join('\n');
      return quietly(token, (signal) => descriptions.of(key, ask, signal));
    },
  };
}
