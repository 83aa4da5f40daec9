import type { Repository, RepositoryEntry } from '../../registries/registry';
import type { Parts } from '../commands/parts';
import type { Connection } from '../connections/connections';
import { isExplorerNode, type RepositoryNode, type VersionNode } from '../explorer/node';
import { isSavedRow } from '../saved/savedView';
import { selectedRows } from '../window/selectedRows';
import { versionOfRepository, versionOfSaved, type ChosenVersion } from './chosenVersion';
import type { DraggedRow } from './promotionRequest';

type Needed = Pick<Parts, 'saved' | 'savedTree' | 'connections' | 'listings'>;

/** A repository of which some versions are to be promoted. */
export interface ChosenRepository {
  readonly repository: Repository;
  readonly entry: RepositoryEntry | undefined;
}

/** What rows stand for. */
export interface ChosenRows {
  readonly versions: readonly ChosenVersion[];
  readonly repositories: readonly ChosenRepository[];
}

/** What a command was called on: the selected rows of the Registries view or of the saved charts. */
export function selectedOf(
  parts: Pick<Needed, 'saved' | 'listings'>,
  argument: unknown,
  selection: unknown,
): ChosenRows {
  const charts = selectedRows(argument, selection, isSavedRow);
  const rows = selectedRows(argument, selection, isExplorerNode);
  const versions = rows.filter((row): row is VersionNode => row.type === 'version');
  const repositories = rows.filter((row): row is RepositoryNode => row.type === 'repository');
  return {
    versions: [
      ...charts.flatMap(({ chart }) => versionOfSaved(parts.saved, chart) ?? []),
      ...versions.map(({ parent, tag }) =>
        versionOfRepository(
          parent.repository,
          tag,
          entryOf(parts, parent.parent.connection, parent.repository),
        ),
      ),
    ],
    repositories: repositories.map((node) => ({
      repository: node.repository,
      entry: entryOf(parts, node.parent.connection, node.repository),
    })),
  };
}

/** What is known of a repository where the view has listed it. */
function entryOf(
  { listings }: Pick<Needed, 'listings'>,
  connection: Connection,
  { name }: Repository,
): RepositoryEntry | undefined {
  const node = { type: 'registry', id: connection.id, connection } as const;
  return listings.repositories(node).entries.get(name);
}

/** The same for rows that were dragged. Saved charts that are gone meanwhile are left out. */
export async function draggedRows(parts: Needed, rows: readonly DraggedRow[]): Promise<ChosenRows> {
  const { saved, savedTree, connections } = parts;
  const versions: ChosenVersion[] = [];
  const repositories: ChosenRepository[] = [];
  const charts = rows.some((row) => 'saved' in row) ? await savedTree.rows() : [];
  for (const row of rows) {
    if ('saved' in row) {
      const chart = charts.find(({ reference }) => reference === row.saved);
      const version = chart && versionOfSaved(saved, chart);
      if (version) versions.push(version);
      continue;
    }
    const connection = connections.forHost(row.connectionId);
    const repository = connection.registry.repository(row.repository);
    const entry = entryOf(parts, connection, repository);
    if (row.tag === undefined) repositories.push({ repository, entry });
    else versions.push(versionOfRepository(repository, row.tag, entry));
  }
  return { versions, repositories };
}
