import * as vscode from 'vscode';
import { shortDigest } from '../../oci/digest';
import type { Lock, Replica, RepositoryEntry } from '../../registries/registry';
import { formatSize } from '../../base/size';
import { clientMaker } from '../providers/clients';
import { mutabilitySentence } from './mutability';
import type { FolderNode, LoadMoreNode, RegistryNode, RepositoryNode, VersionNode } from './node';
import { versionDigest, versionReference } from './node';

/** Label and value, which is code where somebody may want to copy it; what is not known is left out. */
type Row = readonly [label: string, value: string | undefined, as?: 'code'];

export function registryTooltip({ connection: { setting } }: RegistryNode): vscode.MarkdownString {
  const tooltip = titled(setting.host);
  addRows(tooltip, [
    [vscode.l10n.t('Name'), setting.name],
    ...clientMaker(setting).details(setting),
    [vscode.l10n.t('Only'), setting.namespaces?.join(', ')],
  ]);
  return tooltip;
}

export function folderTooltip({ registry, folder }: FolderNode): vscode.MarkdownString {
  return titled(`${registry.connection.setting.host}/${folder.path}/`);
}

export function repositoryTooltip(
  { repository }: RepositoryNode,
  entry: RepositoryEntry,
): vscode.MarkdownString {
  const { uri, arn, encryption, versionCount } = entry;
  const tooltip = titled(repository.location);
  addRows(tooltip, [
    [vscode.l10n.t('Tags'), mutabilitySentence(entry)],
    [
      vscode.l10n.t('Scan on push'),
      entry.scanOnPush === undefined ? undefined : yesOrNo(entry.scanOnPush),
    ],
    [vscode.l10n.t('Encryption'), encryption, 'code'],
    [vscode.l10n.t('Versions'), versionCount?.toLocaleString(vscode.env.language)],
    [vscode.l10n.t('Created'), time(entry.created)],
    [vscode.l10n.t('URI'), uri === repository.location ? undefined : uri, 'code'],
    [vscode.l10n.t('ARN'), arn, 'code'],
  ]);
  return tooltip;
}

export function versionTooltip(
  node: VersionNode,
  replicas: readonly Replica[],
): vscode.MarkdownString {
  const { artifact, entry } = node;
  const digest = versionDigest(node);
  const size = entry.size ?? artifact?.size;
  const tooltip = titled(versionReference(node));
  if (artifact?.description) tooltip.appendText(artifact.description).appendMarkdown('\n\n');
  addRows(tooltip, [
    [vscode.l10n.t('Digest'), digest && shortDigest(digest), 'code'],
    [vscode.l10n.t('Type'), artifact?.mediaType, 'code'],
    [vscode.l10n.t('Size'), size === undefined ? undefined : formatSize(size)],
    [vscode.l10n.t('Other tags'), list(entry.otherTags ?? []), 'code'],
    [vscode.l10n.t('Created'), time(artifact?.created)],
    [vscode.l10n.t('Pushed'), time(entry.pushed)],
    [vscode.l10n.t('Last pulled'), time(entry.lastPulled)],
    [vscode.l10n.t('Locked'), entry.lock && lockSentence(entry.lock)],
    ...replicas.map(replicaRow),
  ]);
  return tooltip;
}

/** Says what the order of versions is worth while not all of them are known. */
export function loadMoreTooltip({ newestOf }: LoadMoreNode): string | undefined {
  if (newestOf === undefined) return undefined;
  return vscode.l10n.t(
    'The registry has more than the {count} versions read so far, and newer ones may be among them. Load More reads on and sorts them in.',
    { count: newestOf.toLocaleString(vscode.env.language) },
  );
}

/** What a lock forbids. */
function lockSentence({ write, delete: canDelete }: Lock): string | undefined {
  if (!write && !canDelete) return vscode.l10n.t('it can be neither changed nor deleted');
  if (!write) return vscode.l10n.t('it cannot be changed');
  return canDelete ? undefined : vscode.l10n.t('it cannot be deleted');
}

function replicaRow({ region, status }: Replica): Row {
  const words: Record<Replica['status'], string> = {
    complete: vscode.l10n.t('has arrived'),
    'in-progress': vscode.l10n.t('on its way'),
    failed: vscode.l10n.t('failed'),
  };
  return [vscode.l10n.t('Copy in {region}', { region }), words[status]];
}

function titled(title: string): vscode.MarkdownString {
  return new vscode.MarkdownString().appendCodeblock(title, 'text');
}

/** Values come from hosts, so nothing in them may be taken for Markdown. */
function addRows(tooltip: vscode.MarkdownString, rows: readonly Row[]): void {
  for (const [label, value, as] of rows) {
    if (value === undefined || value === '') continue;
    tooltip.appendText(`${label}: `);
    if (as === 'code') tooltip.appendMarkdown(`\`${value.replaceAll('`', '')}\``);
    else tooltip.appendText(value);
    tooltip.appendMarkdown('  \n');
  }
}

const mostTags = 10;

/** Some builds carry hundreds of tags. */
function list(tags: readonly string[]): string {
  const shown = tags.slice(0, mostTags).join(', ');
  const others = tags.length - mostTags;
  return others > 0
    ? vscode.l10n.t('{tags} and {count} more', { tags: shown, count: others })
    : shown;
}

function yesOrNo(value: boolean): string {
  return value ? vscode.l10n.t('yes') : vscode.l10n.t('no');
}

function time(date: Date | undefined): string | undefined {
  return date?.toLocaleString(vscode.env.language);
}
