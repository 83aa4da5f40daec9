import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Dependency } from '../../chart/metadata';
import type { DependencyStatus, ListedDependency } from '../../publishing/dependencies/list';
import type { DependencyNode } from './dependencyNode';
import { rowsTooltip } from './rowsTooltip';

/** The row of a dependency. */
export function dependencyItem({ id, row }: DependencyNode): vscode.TreeItem {
  const item = itemOf(row);
  item.id = id;
  const words = [item.label, item.description].filter((word) => typeof word === 'string');
  item.accessibilityInformation = { label: words.join(', ') };
  return item;
}

function itemOf(row: DependencyNode['row']): vscode.TreeItem {
  switch (row.kind) {
    case 'listed':
      return listedItem(row.listed, row.definition);
    case 'undeclared': {
      const { name, version } = row.found.metadata;
      const item = new vscode.TreeItem(name);
      item.description = `${version} · ${vscode.l10n.t('not in Chart.yaml')}`;
      item.iconPath = new vscode.ThemeIcon('warning');
      item.contextValue = 'dependency undeclared';
      item.tooltip = [row.found.path, vscode.l10n.t('No dependency names this chart')].join('\n\n');
      return item;
    }
    case 'inArchive': {
      const { name, version, alias } = row.dependency;
      const item = new vscode.TreeItem(labelOf(name, alias));
      item.description = version ?? '';
      item.iconPath = new vscode.ThemeIcon('package');
      item.contextValue = 'dependency inArchive';
      item.tooltip = row.dependency.repository;
      return item;
    }
  }
}

function listedItem(listed: ListedDependency, definition: string): vscode.TreeItem {
  const { dependency, status, locked, found, position } = listed;
  const { name, alias, version = '' } = dependency;
  const isOpen = (found?.metadata.dependencies ?? []).length > 0;
  const item = new vscode.TreeItem(
    labelOf(name, alias),
    isOpen ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  const resolved = locked === undefined || locked === version ? version : `${version} → ${locked}`;
  item.description = `${resolved} · ${statusWord(status)}`;
  item.iconPath = new vscode.ThemeIcon(icons[status]);
  item.contextValue = `dependency ${status.replaceAll(' ', '-')}`;
  item.tooltip = tooltipOf(listed);
  const line = (position?.line ?? 1) - 1;
  const column = (position?.column ?? 1) - 1;
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open {file}', { file: basename(definition) }),
    arguments: [
      vscode.Uri.file(definition),
      { selection: new vscode.Range(line, column, line, column) },
    ],
  };
  return item;
}

function labelOf(name: string, alias: string | undefined): string {
  return alias === undefined ? name : `${alias} (${name})`;
}

const icons: Record<DependencyStatus, string> = {
  ok: 'pass',
  unpacked: 'folder',
  missing: 'circle-slash',
  'wrong version': 'warning',
  'invalid version': 'warning',
  'too many matches': 'warning',
  corrupt: 'warning',
  misnamed: 'warning',
};

/** Helm's words. */
function statusWord(status: DependencyStatus): string {
  const words: Record<DependencyStatus, string> = {
    ok: vscode.l10n.t('ok'),
    unpacked: vscode.l10n.t('unpacked'),
    missing: vscode.l10n.t('missing'),
    'wrong version': vscode.l10n.t('wrong version'),
    'invalid version': vscode.l10n.t('invalid version'),
    'too many matches': vscode.l10n.t('too many matches'),
    corrupt: vscode.l10n.t('corrupt'),
    misnamed: vscode.l10n.t('misnamed'),
  };
  return words[status];
}

function explanation({ status, found }: ListedDependency): string | undefined {
  const version = found?.metadata.version ?? '';
  switch (status) {
    case 'ok':
    case 'unpacked':
      return undefined;
    case 'missing':
      return vscode.l10n.t(
        'It is not in charts/: update the dependencies, or build them from the lock',
      );
    case 'wrong version':
      return vscode.l10n.t('In charts/ is {version}, which is not what is asked for', { version });
    case 'invalid version':
      return vscode.l10n.t('What is asked for, or the version in charts/, is no version');
    case 'too many matches':
      return vscode.l10n.t('Several archives in charts/ are called after it');
    case 'corrupt':
      return vscode.l10n.t('The archive in charts/ cannot be read');
    case 'misnamed':
      return vscode.l10n.t('The archive in charts/ holds the chart {name}', {
        name: found?.metadata.name ?? '',
      });
  }
}

function tooltipOf(listed: ListedDependency): vscode.MarkdownString {
  const { dependency, locked, found } = listed;
  return rowsTooltip(dependency.name, [
    [vscode.l10n.t('Repository'), dependency.repository],
    [vscode.l10n.t('Asks for'), dependency.version],
    [vscode.l10n.t('Locked'), locked],
    [vscode.l10n.t('In charts/'), found && `${found.metadata.version} (${basename(found.path)})`],
    [vscode.l10n.t('Condition'), dependency.condition],
    [vscode.l10n.t('Tags'), tagsOf(dependency)],
    [vscode.l10n.t('Description'), found?.metadata.description],
    [vscode.l10n.t('Problem'), explanation(listed)],
  ]);
}

function tagsOf({ tags = [] }: Dependency): string {
  return tags.join(', ');
}
