import * as vscode from 'vscode';
import { isAbort, type Abortable } from '../../base/abort';
import type { Log } from '../../base/log';
import type { Dependency } from '../../chart/metadata';
import { dependencyKey, type DependencyFacts } from '../../chart/rules/chartFacts';
import type { WorkspaceChart } from '../charts/workspaceCharts';
import type { LoadDependencySources } from '../dependencies/loadSources';
import { askableAt, type AskableParts } from './askable';

export interface DependencyKnowledgeParts extends AskableParts {
  readonly log: Log;
  readonly dependencySources: LoadDependencySources;
}

/** What is published of what a chart depends on, by `dependencyKey`; those nobody can or may be asked about are left out. */
export async function dependencyFacts(
  parts: DependencyKnowledgeParts,
  { metadata, directory }: WorkspaceChart,
  options: Abortable = {},
): Promise<ReadonlyMap<string, DependencyFacts>> {
  const wanted = (metadata?.dependencies ?? []).filter((dependency) => dependency !== null);
  const asked = wanted.filter((dependency) => mayBeAsked(parts, dependency));
  if (asked.length === 0) return new Map();
  const sources = await parts.dependencySources();
  const found = await Promise.all(
    asked.map(async (dependency): Promise<[string, DependencyFacts] | undefined> => {
      const { name, repository } = dependency;
      try {
        const published = await sources.versionsOf(dependency, { chart: directory, ...options });
        const versions = published.map(({ version }) => version);
        return [dependencyKey(name, repository), { versions }];
      } catch (error) {
        if (isAbort(error, options.signal)) throw error;
        parts.log.debug('what is published of a dependency is not known', {
          ...{ name, repository, reason: String(error) },
        });
        return undefined;
      }
    }),
  );
  return new Map(found.filter((entry) => entry !== undefined));
}

/** A chart of strangers does not make anybody send requests; neither is a host asked that nobody has connected. */
function mayBeAsked(parts: DependencyKnowledgeParts, { repository }: Dependency): boolean {
  if (!vscode.workspace.isTrusted) return false;
  const [, host] = /^oci:\/\/([^/]+)/.exec(repository) ?? [];
  if (host !== undefined) return askableAt(parts, host) !== undefined;
  return /^(?:https?:\/\/|@|alias:)/.test(repository);
}
