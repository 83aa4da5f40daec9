import { relative, isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import { parseHelmRepositories, type HelmRepository } from '../../chart/helmRepositories';
import { offeringToOpen } from '../../chart/openFile';
import { readIfThere } from '../../chart/readDefinition';
import { textOf } from '../../chart/text';
import {
  createDependencySources,
  type DependencySources,
} from '../../publishing/dependencies/sources';
import {
  createChartRepository,
  type ChartRepository,
  type ChartRepositoryAccess,
} from '../../registries/chartRepository/chartRepository';
import { createIndexCache } from '../../registries/chartRepository/indexCache';
import { helmRepositoriesPath } from '../../registries/credentials/helm';
import type { Connections } from '../connections/connections';
import { settingNames } from '../contributions';
import type { Surroundings } from '../providers/client';
import { chartRepositoryLoginId } from './chartRepositoryLogin';

export interface DependencySourcesParts {
  readonly connections: Connections;
  readonly surroundings: Surroundings;
  /** Where indexes of chart repositories are kept. */
  readonly cacheFolder: string;
}

/** Registries as they are connected, chart repositories as Helm knows them. */
export function openDependencySources({
  connections,
  surroundings,
  cacheFolder,
}: DependencySourcesParts): DependencySources {
  const cache = createIndexCache(cacheFolder);
  const clients = new Map<string, ChartRepository>();
  const chartRepository = (url: string, access: ChartRepositoryAccess): ChartRepository => {
    // One for each, so that the limits of a host hold.
    const key = JSON.stringify([url, access]);
    const { logins } = surroundings;
    const client =
      clients.get(key) ??
      createChartRepository({
        ...surroundings,
        url,
        access,
        cache,
        login: () => logins.get(chartRepositoryLoginId(url)),
      });
    clients.set(key, client);
    return client;
  };
  return createDependencySources({
    registry: (host) => connections.forHost(host).registry,
    helmRepositories: (options) => readHelmRepositories(surroundings, options),
    chartRepository,
    mayRead: (directory) => vscode.workspace.isTrusted || isInWorkspace(directory),
  });
}

async function readHelmRepositories(
  surroundings: Surroundings,
  options: Abortable,
): Promise<readonly HelmRepository[]> {
  const path = helmRepositoriesPath(surroundings);
  const content = await readIfThere(path, options);
  if (!content) return [];
  const text = textOf(content);
  const repositories = offeringToOpen({ text, path }, () => parseHelmRepositories(text, path));
  return mayUseLogins() ? repositories : repositories.map(withoutLogin);
}

function mayUseLogins(): boolean {
  const allowed = vscode.workspace.getConfiguration().get<boolean>(settingNames.useExistingLogins);
  return allowed === true && vscode.workspace.isTrusted;
}

function withoutLogin({ name, url, caFile }: HelmRepository): HelmRepository {
  return { name, url, ...(caFile !== undefined && { caFile }) };
}

function isInWorkspace(directory: string): boolean {
  return (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => {
    const inside = relative(uri.fsPath, directory);
    return !inside.startsWith('..') && !isAbsolute(inside);
  });
}
