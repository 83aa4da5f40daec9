import * as vscode from 'vscode';
import type { Registry } from '../../registries/registry';
import { settingNames } from '../contributions';
import type { Logins } from './logins';
import { readRegistrySettings, registryId } from './registrySetting';
import type { RegistrySetting } from './registrySetting';

export interface Connection {
  readonly id: string;
  readonly setting: RegistrySetting;
  readonly registry: Registry;
}

/** The registries a person has connected. The setting is the truth; this keeps one client for each entry. */
export interface Connections {
  dispose(): void;
  readonly onDidChange: vscode.Event<void>;
  list(): readonly Connection[];
  /** The connection of this host or id; a host that is not connected gets one that lasts for the session. */
  forHost(host: string): Connection;
  connect(setting: RegistrySetting): Promise<void>;
  /** Writes an entry anew; one of the workspace becomes one of the user. */
  update(id: string, setting: RegistrySetting): Promise<void>;
  disconnect(id: string): Promise<void>;
  /** Drops the client of a registry with all it has cached, for example after signing in as someone else. */
  renew(id: string): void;
}

export interface ConnectionsOptions {
  readonly logins: Logins;
  readonly createRegistry: (setting: RegistrySetting) => Registry;
}

export function createConnections({ logins, createRegistry }: ConnectionsOptions): Connections {
  const changed = new vscode.EventEmitter<void>();
  const clients = new Map<string, { key: string; registry: Registry }>();

  const connection = (setting: RegistrySetting): Connection => {
    const id = registryId(setting);
    const key = JSON.stringify(setting);
    let client = clients.get(id);
    if (client?.key !== key) {
      client = { key, registry: createRegistry(setting) };
      clients.set(id, client);
    }
    return { id, setting, registry: client.registry };
  };
  const list = (): Connection[] => configuredRegistries().map(connection);
  const write = (change: (settings: RegistrySetting[]) => RegistrySetting[]): Thenable<void> =>
    vscode.workspace
      .getConfiguration()
      .update(settingNames.registries, change(userRegistries()), vscode.ConfigurationTarget.Global);

  const watcher = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration(settingNames.registries)) return;
    const connected = new Set(configuredRegistries().map(registryId));
    for (const id of clients.keys()) if (!connected.has(id)) clients.delete(id);
    changed.fire();
  });
  return {
    onDidChange: changed.event,
    list,
    forHost: (host) =>
      list().find(({ id, setting }) => id === host || setting.host === host) ??
      connection({ host }),
    connect: async (setting) => {
      await write((settings) => [
        ...settings.filter((other) => registryId(other) !== registryId(setting)),
        setting,
      ]);
    },
    update: async (id, setting) => {
      await write((settings) =>
        settings.some((other) => registryId(other) === id)
          ? settings.map((other) => (registryId(other) === id ? setting : other))
          : [...settings, setting],
      );
    },
    disconnect: async (id) => {
      await write((settings) => settings.filter((other) => registryId(other) !== id));
      clients.delete(id);
      await logins.forget(id);
    },
    renew: (id) => {
      clients.delete(id);
      changed.fire();
    },
    dispose: () => {
      watcher.dispose();
      changed.dispose();
    },
  };
}

/** The user's registries and, in a trusted workspace, the workspace's: a team can share theirs. */
function configuredRegistries(): RegistrySetting[] {
  const values = vscode.workspace.getConfiguration().inspect<unknown>(settingNames.registries);
  const workspace = vscode.workspace.isTrusted ? readRegistrySettings(values?.workspaceValue) : [];
  const user = readRegistrySettings(values?.globalValue);
  const known = new Set(user.map(registryId));
  return [...user, ...workspace.filter((setting) => !known.has(registryId(setting)))];
}

function userRegistries(): RegistrySetting[] {
  const values = vscode.workspace.getConfiguration().inspect<unknown>(settingNames.registries);
  return readRegistrySettings(values?.globalValue);
}
