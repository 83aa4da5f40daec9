import * as vscode from 'vscode';
import type { Lock, Repository } from '../../registries/registry';
import type { Connections } from '../connections/connections';
import { isExplorerNode } from '../explorer/node';
import { registryOf } from '../explorer/registryOf';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'connections' | 'explorerTree'>;

/** Lock Version: asks what to forbid. */
export function lockVersionCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const version = versionOf(argument, parts.connections);
    const lock = version && (await askLock(version));
    if (version && lock) await setLock(parts, version, lock, vscode.l10n.t('Locked'));
  };
}

/** Unlock Version: of a row, or of the version that an error names. */
export function unlockVersionCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const version = versionOf(argument, parts.connections);
    const lock = { write: true, delete: true };
    if (version) await setLock(parts, version, lock, vscode.l10n.t('Unlocked'));
  };
}

interface Version {
  readonly registry: string;
  readonly repository: Repository;
  /** A tag or digest. */
  readonly version: string;
}

function versionOf(argument: unknown, connections: Connections): Version | undefined {
  if (isExplorerNode(argument)) {
    if (argument.type !== 'version') return undefined;
    const { parent, tag } = argument;
    return { registry: registryOf(argument).id, repository: parent.repository, version: tag };
  }
  if (!isAddress(argument)) return undefined;
  const { registry, repository, version } = argument;
  const connection = connections.forHost(registry);
  return { registry, repository: connection.registry.repository(repository), version };
}

interface Address {
  readonly registry: string;
  readonly repository: string;
  readonly version: string;
}

function isAddress(value: unknown): value is Address {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return ['registry', 'repository', 'version'].every(
    (name) => typeof fields.get(name) === 'string',
  );
}

async function askLock({ repository, version }: Version): Promise<Lock | undefined> {
  const rows: readonly (vscode.QuickPickItem & { readonly lock: Lock })[] = [
    {
      label: vscode.l10n.t('Changes and Deletion'),
      detail: vscode.l10n.t('The version stays as it is and where it is.'),
      lock: { write: false, delete: false },
    },
    {
      label: vscode.l10n.t('Changes'),
      detail: vscode.l10n.t('The tag cannot be pushed again with other content.'),
      lock: { write: false, delete: true },
    },
    {
      label: vscode.l10n.t('Deletion'),
      detail: vscode.l10n.t('The version cannot be deleted, but the tag can be pushed again.'),
      lock: { write: true, delete: false },
    },
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Lock {reference}', { reference: `${repository.location}:${version}` }),
    placeHolder: vscode.l10n.t('Choose what to lock it against'),
  });
  return picked?.lock;
}

async function setLock(
  { explorerTree }: Needed,
  { registry, repository, version }: Version,
  lock: Lock,
  done: string,
): Promise<void> {
  const change = repository.lock;
  if (!change) return;
  const reference = `${repository.location}:${version}`;
  const title = vscode.l10n.t('Changing the lock of {reference}', { reference });
  await withProgress(title, ({ signal }) => change(version, lock, { signal }));
  explorerTree.pushed(registry, repository.name);
  vscode.window.setStatusBarMessage(`${done}: ${reference}`, 5000);
}
