import { relative, isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import type { HelmRepository } from '../../chart/helmRepositories';
import { readHelmRepositories } from '../../chart/readHelmRepositories';
import {
  createDependencySources,
  type DependencySources,
} from '../../publishing/dependencies/sources';
import { chartRepositoryClients } from '../../registries/chartRepository/clients';
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
  const { logins } = surroundings;
  const chartRepository = chartRepositoryClients({
    ...surroundings,
    cache: createIndexCache(cacheFolder),
    login: (url) => logins.get(chartRepositoryLoginId(url)),
  });
  return createDependencySources({
    registry: (host) => connections.forHost(host).registry,
    helmRepositories: (options) => helmRepositories(surroundings, options),
    chartRepository,
    mayRead: (directory) => vscode.workspace.isTrusted || isInWorkspace(directory),
  });
}

async function helmRepositories(
  surroundings: Surroundings,
  options: Abortable,
): Promise<readonly HelmRepository[]> {
  const repositories = await readHelmRepositories(helmRepositoriesPath(surroundings), options);
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
