import type * as vscode from 'vscode';
import { hasCode } from '../../base/error';
import { versionOfTag } from '../../chart/tag';
import { newestFirst, parseVersion } from '../../chart/version';
import { isAttachmentTag } from '../../publishing/artifactKind';
import { readChartArtifact } from '../../publishing/chartArtifact';
import type { Registry, Repository, VersionEntry } from '../../registries/registry';
import type { Parts } from '../commands/parts';
import type { Connection } from '../connections/connections';
import { withSignal } from '../window/progress';
import { askableAt, askableConnections } from './askable';
import { createRemembered } from './remembered';

/** What is published, asked only of registries that are connected, and remembered for a while. */
export interface PublishedCharts {
  connections(): readonly Connection[];
  /** Repositories of a registry, as far as its first pages tell. */
  repositories(connection: Connection, token: vscode.CancellationToken): Promise<readonly string[]>;
  /** Newest first. Undefined where nobody is asked, and where whoever is asked has no answer. */
  versionsOf(
    dependency: DependencyName,
    token: vscode.CancellationToken,
  ): Promise<readonly PublishedVersion[] | undefined>;
  /** What a version says of itself. Undefined as for versions, and where each read is metered. */
  describe(
    dependency: DependencyName,
    version: string,
    token: vscode.CancellationToken,
  ): Promise<PublishedDescription | undefined>;
}

export interface DependencyName {
  readonly name: string;
  readonly repository: string;
}

export interface PublishedVersion {
  readonly version: string;
  readonly created?: Date | undefined;
}

export interface PublishedDescription {
  readonly description?: string | undefined;
  readonly appVersion?: string | undefined;
  readonly deprecated?: boolean | undefined;
  /** Bytes of the archive. */
  readonly size?: number | undefined;
}

/** Pages read for one answer; a page holds what the host gives unasked, or 1000 repositories. */
const mostPages = 10;
const memory = { expiry: 300_000, failureExpiry: 30_000, timeLimit: 20_000, clock: Date.now };

export function createPublishedCharts(
  parts: Pick<Parts, 'connections' | 'listings' | 'explorerTree' | 'surroundings'>,
): PublishedCharts {
  const { log } = parts.surroundings;
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
      log.debug('cannot tell what is published', { reason: String(error) });
      if (hasCode(error, 'oci.') || hasCode(error, 'registry.')) return undefined;
      if (error instanceof Error && error.name === 'TimeoutError') return undefined;
      throw error;
    }
  };
  const connected = (dependency: DependencyName): [Registry, Repository] | undefined => {
    const location = /^oci:\/\/([^/]+)(?:\/(.*?))?\/*$/.exec(dependency.repository);
    const [, host = '', path] = location ?? [];
    const connection = askableAt(parts, host);
    if (!connection || dependency.name === '') return undefined;
    const name = [path, dependency.name].filter(Boolean).join('/');
    try {
      return [connection.registry, connection.registry.repository(name)];
    } catch (error) {
      if (hasCode(error, 'oci.repository-invalid')) return undefined;
      throw error;
    }
  };
  return {
    connections: () => askableConnections(parts),
    repositories: async ({ id, registry }, token) => {
      const ask = async (signal: AbortSignal): Promise<readonly string[]> => {
        const entries = await firstPages(registry.repositories({ pageSize: 1000, signal }));
        return entries.map(({ name }) => name);
      };
      return (await quietly(token, (signal) => names.of(id, ask, signal))) ?? [];
    },
    versionsOf: async (dependency, token) => {
      const [registry, repository] = connected(dependency) ?? [];
      if (!registry || !repository) return undefined;
      const key = `${registry.id}\n${repository.name}`;
      const ask = async (signal: AbortSignal): Promise<readonly PublishedVersion[]> =>
        publishedVersions(await firstPages(repository.versions({ signal })));
      return quietly(token, (signal) => versions.of(key, ask, signal));
    },
    describe: async (dependency, version, token) => {
      const [registry, repository] = connected(dependency) ?? [];
      if (!registry || !repository || registry.metersReads) return undefined;
      const tag = version.replaceAll('+', '_');
      const ask = async (signal: AbortSignal): Promise<PublishedDescription> => {
        const { metadata, archive } = await readChartArtifact(repository, tag, { signal });
        const { description, appVersion, deprecated } = metadata;
        return { description, appVersion, deprecated, size: archive.size };
      };
      const key = `${registry.id}\n${repository.name}\n${tag}`;
      return quietly(token, (signal) => descriptions.of(key, ask, signal));
    },
  };
}

async function firstPages<T>(
  pages: AsyncIterable<{ readonly items: readonly T[] }>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let read = 0;
  for await (const page of pages) {
    items.push(...page.items);
    read += 1;
    if (read === mostPages) break;
  }
  return items;
}

/** The versions among the tags, as Helm would read them: signatures and the like are none. */
function publishedVersions(entries: readonly VersionEntry[]): readonly PublishedVersion[] {
  const found = entries
    .filter(({ tag }) => !isAttachmentTag(tag))
    .map(({ tag, pushed }) => ({ version: versionOfTag(tag), created: pushed }))
    .filter(({ version }) => parseVersion(version) !== undefined);
  return newestFirst(found, ({ version }) => version);
}
