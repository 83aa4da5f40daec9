import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { isObject } from '../../oci/json';
import type { Connection, Connections } from '../connections/connections';
import { isExplorerNode } from '../explorer/node';
import { pickOneOf, pickRegistry } from '../pick/pickRegistry';
import type { CommandHandler } from '../window/command';
import { executeCommand } from '../window/executeCommand';
import { offerNext } from '../window/offer';
import { withProgress } from '../window/progress';
import { makeRepository } from './makeRepository';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'connections' | 'globalMemory' | 'explorerTree' | 'explorerView'>;

/** Create Repository: below a row of the tree, of a name that is given, or asked for both. */
export function createRepositoryCommand(parts: Needed): CommandHandler {
  return async (argument, name) => {
    const connection = await pickCreating(argument, parts.connections);
    const creation = connection?.registry.creation;
    if (!connection || !creation) return;
    const chosen = typeof name === 'string' ? name : await askName(connection, prefixOf(argument));
    if (chosen === undefined) return;
    const repository = `${connection.registry.host}/${chosen}`;
    const title = vscode.l10n.t('Creating {repository}', { repository });
    const made = await makeRepository(parts, {
      ...{ connection, creation, name: chosen, ask: 'always' },
      make: (settings) =>
        withProgress(title, async ({ signal }) => {
          await creation.create(chosen, settings, { signal });
          return 'created' as const;
        }),
    });
    if (!made) return;
    offerNext(vscode.l10n.t('Created {repository}', { repository }), {
      title: vscode.l10n.t('Push Chart…'),
      run: () => executeCommand('chartroom.chart.push'),
    });
  };
}

/** The registry of the row or id; from the palette one of those that repositories can be created in. */
async function pickCreating(
  argument: unknown,
  connections: Connections,
): Promise<Connection | undefined> {
  const title = vscode.l10n.t('Create Repository');
  const given = isExplorerNode(argument) || typeof argument === 'string';
  const able = connections.list().filter(({ registry }) => registry.creation);
  const connection = given
    ? await pickRegistry(argument, connections, title)
    : await pickOneOf(able, title);
  if (connection ? connection.registry.creation : able.length > 0) return connection;
  throw connection ? makesByPush(connection) : noneCreates();
}

async function askName(connection: Connection, prefix: string): Promise<string | undefined> {
  const { registry, setting } = connection;
  const [namespace = ''] = setting.namespaces ?? [];
  const start = prefix || namespace;
  const value = start === '' ? '' : `${start}/`;
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Create Repository on {host}', { host: registry.host }),
    prompt: vscode.l10n.t('Name of the repository, such as team/charts/app'),
    value,
    valueSelection: [value.length, value.length],
    ignoreFocusOut: true,
    validateInput: async (text) =>
      text.trim() === value ? undefined : registry.creation?.problemWithName(text.trim()),
  });
  const name = typed?.trim();
  return name === '' || name === value ? undefined : name;
}

/** The path of a folder of repositories; other rows have none. */
function prefixOf(argument: unknown): string {
  if (!isObject(argument) || !isObject(argument['folder'])) return '';
  const { path } = argument['folder'];
  return typeof path === 'string' ? path : '';
}

function makesByPush({ registry }: Connection): ChartroomError {
  return new ChartroomError({
    code: 'registry.no-creation',
    template: 'On {host} repositories cannot be created beforehand: a push makes what it needs',
    facts: { host: registry.host },
  });
}

function noneCreates(): ChartroomError {
  return new ChartroomError({
    code: 'registry.no-creation',
    template:
      'No connected registry lets repositories be created beforehand: a push makes what it needs',
  });
}
