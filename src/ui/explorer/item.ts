import * as vscode from 'vscode';
import { versionOfTag } from '../../chart/tag';
import type { RepositoryEntry } from '../../registries/registry';
import type { CommandId } from '../contributions';
import { registryDescription, registryLabel } from '../connections/registrySetting';
import { contentsItem } from '../contents/item';
import { isContentsRow } from '../contents/row';
import { formatSize } from '../../base/size';
import { formatAge } from '../format';
import { clientMaker } from '../providers/clients';
import { contextValue, isLocked } from './contextValue';
import { iconOfKind, kindLabel } from './kind';
import { isImmutable, mutabilityWord } from './mutability';
import type {
  ExplorerNode,
  FolderNode,
  LoadMoreNode,
  RegistryNode,
  RepositoryNode,
  VersionNode,
} from './node';
import { lastPart } from './repositoryFolders';
import { loadMoreTooltip } from './tooltip';

/** What a row shows beside what its node knows. */
export interface ItemOptions {
  readonly asFolders: () => boolean;
  /** What the listing says of a repository. */
  readonly entryOf: (node: RepositoryNode) => RepositoryEntry;
}

/** Turns a node into a row. Those without a tooltip get one when somebody hovers. */
export function explorerItem(node: ExplorerNode, options: ItemOptions): vscode.TreeItem {
  const item = itemOf(node, options);
  item.id = node.id;
  return item;
}

function itemOf(node: ExplorerNode, options: ItemOptions): vscode.TreeItem {
  if (isContentsRow(node)) return contentsItem(node);
  switch (node.type) {
    case 'registry':
      return registryItem(node);
    case 'folder':
      return folderItem(node);
    case 'repository':
      return repositoryItem(node, options);
    case 'version':
      return versionItem(node);
    case 'load-more':
      return loadMoreItem(node);
    case 'message': {
      const item = new vscode.TreeItem(node.text);
      item.tooltip = node.text;
      if (node.error !== undefined) {
        item.iconPath = new vscode.ThemeIcon('warning');
        item.command = command('chartroom.registries.explain', vscode.l10n.t('Explain'), node);
      }
      return item;
    }
  }
}

function registryItem(node: RegistryNode): vscode.TreeItem {
  const { setting } = node.connection;
  const item = branchItem(registryLabel(setting), clientMaker(setting).icon, node);
  item.description = registryDescription(setting);
  return item;
}

function folderItem(node: FolderNode): vscode.TreeItem {
  const { label, path } = node.folder;
  const item = branchItem(label, 'folder', node);
  item.accessibilityInformation = { label: vscode.l10n.t('{path}, folder', { path }) };
  return item;
}

function repositoryItem(
  node: RepositoryNode,
  { asFolders, entryOf }: ItemOptions,
): vscode.TreeItem {
  const { name } = node.repository;
  const entry = entryOf(node);
  const icon = node.pinned ? 'pinned' : isImmutable(entry) ? 'lock-small' : 'repo';
  const item = branchItem(asFolders() ? lastPart(name) : name, icon, node);
  const word = mutabilityWord(entry);
  if (word !== undefined) item.description = word;
  item.accessibilityInformation = { label: word === undefined ? name : `${name}, ${word}` };
  return item;
}

function branchItem(
  label: string,
  icon: string,
  node: RegistryNode | FolderNode | RepositoryNode,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = contextValue(node);
  return item;
}

function versionItem(node: VersionNode): vscode.TreeItem {
  const { artifact, entry, tag } = node;
  const label = artifact?.kind === 'chart' ? versionOfTag(tag) : tag;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = new vscode.ThemeIcon(isLocked(node) ? 'lock' : iconOf(node));
  item.contextValue = contextValue(node);
  const size = entry.size ?? artifact?.size;
  const date = entry.pushed ?? artifact?.created;
  const words = [
    artifact && kindLabel(artifact.kind),
    size !== undefined && formatSize(size),
    date && formatAge(date, new Date(), vscode.env.language),
    isLocked(node) && vscode.l10n.t('locked'),
  ].filter((word) => typeof word === 'string');
  item.description = words.join(' · ');
  item.accessibilityInformation = { label: [label, ...words].join(', ') };
  return item;
}

function loadMoreItem(node: LoadMoreNode): vscode.TreeItem {
  const { shown, newestOf } = node;
  const [count, all] = [shown, newestOf ?? 0].map((n) => n.toLocaleString(vscode.env.language));
  const item = new vscode.TreeItem(vscode.l10n.t('Load More…'));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.description =
    newestOf === undefined
      ? vscode.l10n.t('{count} shown', { count })
      : vscode.l10n.t('{count} of {all} read so far', { count, all });
  item.tooltip = loadMoreTooltip(node);
  item.command = command('chartroom.registries.loadMore', vscode.l10n.t('Load More'), node);
  return item;
}

function iconOf({ artifact }: VersionNode): string {
  return artifact ? iconOfKind(artifact.kind) : 'tag';
}

function command(id: CommandId, title: string, node: ExplorerNode): vscode.Command {
  return { command: id, title, arguments: [node] };
}
