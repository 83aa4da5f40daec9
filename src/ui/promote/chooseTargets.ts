import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import { checkRepositoryName } from '../../oci/reference';
import { commonParent, targetNames, type Naming } from '../../publishing/promote/targetNames';
import type { Parts } from '../commands/parts';
import type { Connection } from '../connections/connections';
import { registryDescription, registryLabel } from '../connections/registrySetting';
import { pickOrType, type Choice } from '../pick/pickOrType';
import { executeCommand } from '../window/executeCommand';
import { typingProblem } from '../window/typingProblem';
import type { ChosenVersion } from './chosenVersion';
import type { PromotionRequest } from './promotionRequest';

type Needed = Pick<Parts, 'connections' | 'memory'>;

/** A registry to promote to, and how repositories are named there. */
export interface PromotionTarget {
  readonly connection: Connection;
  readonly naming: Naming;
}

/**
 * Asks where versions go: one or several of the connected registries, and in each how the repositories are called.
 *
 * @param dropped where they were dropped, as far as that says it
 */
export async function chooseTargets(
  parts: Needed,
  versions: readonly ChosenVersion[],
  dropped: Pick<PromotionRequest, 'connectionId' | 'naming'> | undefined,
): Promise<readonly PromotionTarget[] | undefined> {
  const connections = dropped
    ? [parts.connections.forHost(dropped.connectionId)]
    : await pickConnections(parts, versions);
  if (!connections) return undefined;
  if (dropped?.naming) {
    const { naming } = dropped;
    return connections.map((connection) => ({ connection, naming }));
  }
  const targets: PromotionTarget[] = [];
  for (const [at, connection] of connections.entries()) {
    const naming = await askNaming(parts, connection, versions, {
      ...{ at, of: connections.length },
    });
    if (!naming) return undefined;
    targets.push({ connection, naming });
  }
  return targets;
}

async function pickConnections(
  { connections, memory }: Needed,
  versions: readonly ChosenVersion[],
): Promise<readonly Connection[] | undefined> {
  if (connections.list().length === 0) await executeCommand('chartroom.registry.connect');
  const all = connections.list();
  if (all.length <= 1) return all.length === 0 ? undefined : all;
  const key = `promote.registries.${sourceOf(versions)}`;
  const last = memory.get<readonly string[]>(key) ?? [];
  const items = all.map((connection) => ({
    label: registryLabel(connection.setting),
    description: registryDescription(connection.setting),
    picked: last.includes(connection.id),
    connection,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: titleOf(versions),
    placeHolder: vscode.l10n.t('Choose one or several registries to promote to'),
    ...{ canPickMany: true, matchOnDescription: true, ignoreFocusOut: true },
  });
  if (!picked || picked.length === 0) return undefined;
  const chosen = picked.map(({ connection }) => connection);
  await memory.update(
    key,
    chosen.map(({ id }) => id),
  );
  return chosen;
}

interface Step {
  readonly at: number;
  readonly of: number;
}

async function askNaming(
  { memory }: Needed,
  connection: Connection,
  versions: readonly ChosenVersion[],
  { at, of }: Step,
): Promise<Naming | undefined> {
  const names = [...new Set(versions.map(({ name }) => name))];
  const key = `promote.naming.${connection.id}.${sourceOf(versions)}`;
  const label = registryLabel(connection.setting);
  const naming = await pickOrType<Naming>({
    title:
      of === 1
        ? `${titleOf(versions)} → ${label}`
        : `${titleOf(versions)} → ${label} (${at + 1}/${of})`,
    placeholder:
      names.length === 1
        ? vscode.l10n.t('Repository there, or a parent with a slash at the end: choose, or type')
        : vscode.l10n.t('Parent of the repositories there: choose, or type'),
    choices: (signal) =>
      offeredNamings(connection, versions, memory.get<Naming>(key), names, signal),
    typed: (text) => typedNaming(text, names),
  });
  if (naming) await memory.update(key, naming);
  return naming;
}

async function* offeredNamings(
  connection: Connection,
  versions: readonly ChosenVersion[],
  last: Naming | undefined,
  names: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Choice<Naming>[]> {
  const { host } = connection.registry;
  const isElsewhere = versions.some((version) => version.host !== host);
  const offered = new Set<string>();
  const fresh = (namings: readonly Naming[], why: string): Choice<Naming>[] =>
    namings.flatMap((naming) => {
      const choice = choiceOf(naming, names, why);
      return offered.has(choice.label) ? [] : [(offered.add(choice.label), choice)];
    });
  if (last) yield fresh([last], vscode.l10n.t('last time'));
  if (isElsewhere) yield fresh([{ is: 'keep' }], vscode.l10n.t('named as here'));
  const { namespaces = [] } = connection.setting;
  yield fresh(namespaces.map(below), vscode.l10n.t('in your namespace'));
  const own = isElsewhere ? undefined : commonParent(names);
  const parents = (await firstParents(connection, signal)).filter((parent) => parent !== own);
  yield fresh(parents.map(below), vscode.l10n.t('beside other repositories'));
}

function below(parent: string): Naming {
  return { is: 'below', parent };
}

function typedNaming(text: string, names: readonly string[]): Choice<Naming> | string {
  const isParent = text.endsWith('/') || names.length > 1;
  const naming: Naming = isParent
    ? below(text.replace(/\/+$/, ''))
    : { is: 'into', repository: text };
  const problem = typingProblem(() => {
    for (const name of targetNames(names, naming).values()) checkRepositoryName(name);
  });
  return problem ?? choiceOf(naming, names, vscode.l10n.t('as typed'));
}

/** The label is what comes of it: of one name the name there, of several the place of all. */
function choiceOf(naming: Naming, names: readonly string[], why: string): Choice<Naming> {
  const there = [...targetNames(names, naming).values()];
  const [only = '', ...others] = there;
  const place = naming.is === 'below' ? `${naming.parent}/` : vscode.l10n.t('Names as they are');
  return {
    label: others.length === 0 ? only : place,
    description: others.length === 0 ? why : `${why} · ${there.join(', ')}`,
    iconPath: new vscode.ThemeIcon(others.length === 0 ? 'repo' : 'folder'),
    value: naming,
  };
}

/** Every path that a repository of the first page is in. A registry that cannot be listed can be promoted to all the same. */
async function firstParents({ registry }: Connection, signal: AbortSignal): Promise<string[]> {
  try {
    const pages = registry.repositories({ pageSize: 1000, signal });
    const first = await pages[Symbol.asyncIterator]().next();
    const names = first.done ? [] : first.value.items.map(({ name }) => name);
    return [...new Set(names.map((name) => name.split('/').slice(0, -1).join('/')))].filter(
      (parent) => parent !== '',
    );
  } catch (error) {
    if (isAbort(error, signal)) return [];
    throw error;
  }
}

function titleOf(versions: readonly ChosenVersion[]): string {
  const [first, ...others] = versions;
  return others.length === 0
    ? vscode.l10n.t('Promote {reference}', {
        reference: `${first?.name ?? ''}:${first?.tag ?? ''}`,
      })
    : vscode.l10n.t('Promote {count} versions', { count: versions.length });
}

/** Where versions come from, to remember where they go. */
function sourceOf(versions: readonly ChosenVersion[]): string {
  const hosts = [...new Set(versions.map(({ host }) => host ?? 'saved'))].sort();
  return `${hosts.join(' ')}/${commonParent(versions.map(({ name }) => name))}`;
}
