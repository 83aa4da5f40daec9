import * as vscode from 'vscode';
import type { SubchartChange } from '../../publishing/compare/compareCharts';
import type { ValueChange } from '../../publishing/compare/valuesChanges';
import type { ChangeRow, FileRow, FolderRow, SummaryRow } from './changeRow';
import { changeWord, openDiff } from './changeUris';
import { decorationUri } from './decorations';

/** Turns a row of the Comparison view into what VS Code shows. */
export function changeItem(row: ChangeRow): vscode.TreeItem {
  const item = itemOf(row);
  item.id = row.id;
  return item;
}

function itemOf(row: ChangeRow): vscode.TreeItem {
  switch (row.type) {
    case 'summary':
      return summaryItem(row);
    case 'folder':
      return folderItem(row);
    case 'file':
      return fileItem(row);
  }
}

function summaryItem({ comparison }: SummaryRow): vscode.TreeItem {
  const { values, metadata, dependencies, subcharts } = comparison;
  const changes = values.flatMap((one) => one.changes);
  const count = (kind: ValueChange['change']): number =>
    changes.filter(({ change }) => change === kind).length;
  const [added, removed, changed] = [count('added'), count('removed'), count('changed')];
  const counts = [
    ...(added > 0 ? [vscode.l10n.t('{count} added', { count: added })] : []),
    ...(removed > 0 ? [vscode.l10n.t('{count} removed', { count: removed })] : []),
    ...(changed > 0 ? [vscode.l10n.t('{count} changed', { count: changed })] : []),
  ];
  const version = metadata.find(({ field }) => field === 'version');
  const counted = [
    version && `${version.before ?? ''} → ${version.after ?? ''}`,
    counts.length > 0 && vscode.l10n.t('values: {changes}', { changes: counts.join(', ') }),
    dependencies.length > 0 &&
      vscode.l10n.t('{count} dependencies', { count: dependencies.length }),
    values.some(({ problems }) => problems.length > 0) && vscode.l10n.t('values cannot be read'),
  ].filter((word) => typeof word === 'string');
  // Dependencies that were updated within their ranges change nothing else.
  const updated = subcharts.map((one) => `${one.path} ${versionWords(one)}`);
  const words = counted.length > 0 ? counted : updated;
  const label = vscode.l10n.t('Summary');
  const item = new vscode.TreeItem(label);
  item.iconPath = new vscode.ThemeIcon('list-selection');
  item.description = words.join(' · ');
  item.tooltip = vscode.l10n.t('What changes for users of the chart from {before} to {after}', {
    before: comparison.before.name,
    after: comparison.after.name,
  });
  item.contextValue = 'comparison summary';
  item.accessibilityInformation = { label: [label, ...words].join(', ') };
  item.command = {
    command: 'chartroom.comparison.showSummary',
    title: vscode.l10n.t('Show Summary'),
  };
  return item;
}

function folderItem({ name, path, isSubchart, isOpen, versions }: FolderRow): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, isOpen ? Expanded : Collapsed);
  item.iconPath = isSubchart ? new vscode.ThemeIcon('package') : vscode.ThemeIcon.Folder;
  item.contextValue = 'comparison folder';
  item.tooltip = path;
  const words = versions && versionWords(versions);
  if (words !== undefined) item.description = words;
  const kind = isSubchart ? vscode.l10n.t('sub-chart') : vscode.l10n.t('folder');
  item.accessibilityInformation = {
    label: [name, kind, words].filter((word) => word !== undefined).join(', '),
  };
  return item;
}

function versionWords({ before, after }: SubchartChange): string {
  if (before === undefined) return vscode.l10n.t('{version} added', { version: after ?? '' });
  if (after === undefined) return vscode.l10n.t('{version} removed', { version: before });
  return `${before} → ${after}`;
}

function fileItem({ name, change, pair }: FileRow): vscode.TreeItem {
  const { lines, sameMeaning } = change;
  const item = new vscode.TreeItem(name);
  // The icon theme goes by the name of the file, the letter and colour by the rest.
  item.resourceUri = decorationUri(change);
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = 'comparison file';
  item.tooltip = change.path;
  const same = sameMeaning ? vscode.l10n.t('the same to Helm') : undefined;
  const counts = lines && [
    ...(lines.added > 0 ? [`+${lines.added}`] : []),
    ...(lines.removed > 0 ? [`−${lines.removed}`] : []),
  ];
  item.description = [counts?.join(' '), same].filter(Boolean).join(' · ');
  const read = [
    ...[name, changeWord(change)],
    lines && vscode.l10n.t('lines added: {count}', { count: lines.added }),
    lines && vscode.l10n.t('lines removed: {count}', { count: lines.removed }),
    same,
  ];
  item.accessibilityInformation = { label: read.filter(Boolean).join(', ') };
  item.command = openDiff(change, pair);
  return item;
}
