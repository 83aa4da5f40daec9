import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import type { Page } from '../../base/page';
import type { RepositoryEntry } from '../../registries/registry';
import type { Connection, Connections } from '../connections/connections';
import { registryLabel } from '../connections/registrySetting';
import { sentence } from '../window/showError';
import type { Choice } from './pickOrType';
import type { RemoteChoice } from './pickRemote';

type Row<T> = Choice<() => T> | vscode.QuickPickItem;

/** The most that hosts give a page. */
const pageSize = 1000;

/**
 * The repositories of each connected registry, below its name. All are asked at once and shown in their order: one that is
 * slow delays only those below it, and one that cannot be listed says so and leaves the rest to choose from.
 *
 * @param take makes of the repository that is chosen what is wanted
 */
export async function* repositoryRows<T>(
  connections: Pick<Connections, 'list'>,
  take: (choice: RemoteChoice) => T,
  signal: AbortSignal,
): AsyncGenerator<readonly Row<T>[]> {
  const asked = connections.list().map((connection) => {
    const pages = connection.registry.repositories({ pageSize, signal })[Symbol.asyncIterator]();
    const first = pages.next();
    // Its failure is told when it is its turn.
    first.catch(() => undefined);
    return { connection, pages, first };
  });
  for (const { connection, pages, first } of asked) {
    const { setting } = connection;
    yield [{ label: registryLabel(setting), kind: vscode.QuickPickItemKind.Separator }];
    try {
      for (let page = await first; !page.done; page = await pages.next()) {
        yield rowsOf(page.value, connection, take);
      }
    } catch (error) {
      if (isAbort(error, signal)) return;
      const label = vscode.l10n.t('Cannot list {host}', { host: setting.host });
      yield [{ label, detail: sentence(error), iconPath: new vscode.ThemeIcon('warning') }];
    }
  }
}

function rowsOf<T>(
  { items }: Page<RepositoryEntry>,
  { id, registry, setting }: Connection,
  take: (choice: RemoteChoice) => T,
): readonly Row<T>[] {
  return items.map(({ name }) => ({
    label: name,
    description: setting.host,
    iconPath: new vscode.ThemeIcon('repo'),
    value: () =>
      take({ repository: registry.repository(name), connectionId: id, wanted: undefined }),
  }));
}
