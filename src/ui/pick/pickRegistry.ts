import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import type { Connection, Connections } from '../connections/connections';
import { registryDescription, registryLabel } from '../connections/registrySetting';
import { isExplorerNode } from '../explorer/node';
import { registryOf } from '../explorer/registryOf';
import { executeCommand } from '../window/executeCommand';

/**
 * The connection a command is about: a row of the tree, a host or id, the only one there is, or
 * the one that is picked. With none connected it leads to connecting one.
 */
export async function pickRegistry(
  argument: unknown,
  connections: Connections,
  title: string,
): Promise<Connection | undefined> {
  if (typeof argument === 'string') return ofHost(argument, connections, title);
  if (isExplorerNode(argument)) return registryOf(argument).connection;
  if (connections.list().length === 0) await executeCommand('chartroom.registry.connect');
  return pickOneOf(connections.list(), title);
}

/** A host can be connected twice, and who speaks of it knows no more than its name. */
function ofHost(
  hostOrId: string,
  connections: Connections,
  title: string,
): Promise<Connection | undefined> {
  const all = connections.list();
  const named = all.filter(({ id }) => id === hostOrId);
  const there = named.length > 0 ? named : all.filter(({ setting }) => setting.host === hostOrId);
  return pickOneOf(there.length > 0 ? there : [connections.forHost(hostOrId)], title);
}

/** The only one there is, else the one that is picked. */
export async function pickOneOf(
  candidates: readonly Connection[],
  title: string,
): Promise<Connection | undefined> {
  if (candidates.length <= 1) return candidates[0];
  const items = candidates.map((connection) => ({
    label: registryLabel(connection.setting),
    description: registryDescription(connection.setting),
    connection,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose a registry'),
  });
  return picked?.connection;
}

/** As `pickRegistry`, for commands that only make sense for a connected one. */
export async function pickConnected(
  argument: unknown,
  connections: Connections,
  title: string,
): Promise<Connection | undefined> {
  if (connections.list().length === 0) {
    throw new ChartroomError({
      code: 'registry.none-connected',
      template: 'No registry is connected yet',
    });
  }
  return pickRegistry(argument, connections, title);
}
