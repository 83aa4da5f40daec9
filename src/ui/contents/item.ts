import * as vscode from 'vscode';
import { shortDigest } from '../../oci/digest';
import { iconOfKind, kindLabel } from '../explorer/kind';
import { formatSize } from '../../base/size';
import type { AttachmentRow, AttachmentsRow, ContentsRow, FileRow } from './row';

/** Turns a row below an artifact into what VS Code shows. */
export function contentsItem(row: ContentsRow<unknown>): vscode.TreeItem {
  const item = itemOf(row);
  item.id = row.id;
  return item;
}

function itemOf(row: ContentsRow<unknown>): vscode.TreeItem {
  switch (row.type) {
    case 'contents-file':
    case 'contents-folder':
      return fileItem(row);
    case 'attachments':
      return attachmentsItem(row);
    case 'attachment':
      return attachmentItem(row);
    case 'contents-problem': {
      const item = new vscode.TreeItem(row.text);
      item.iconPath = new vscode.ThemeIcon('warning');
      item.tooltip = row.text;
      const command = 'chartroom.registries.explain';
      item.command = { command, title: vscode.l10n.t('Explain'), arguments: [row.error] };
      return item;
    }
  }
}

function fileItem({ type, name, uri, note }: FileRow<unknown>): vscode.TreeItem {
  const isFolder = type === 'contents-folder';
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, isFolder ? Collapsed : None);
  // The icon theme goes by the name of the file.
  item.resourceUri = uri;
  item.iconPath = isFolder ? vscode.ThemeIcon.Folder : vscode.ThemeIcon.File;
  item.contextValue = isFolder ? 'contents folder' : 'contents file';
  item.tooltip = uri.path.slice(1);
  if (note !== undefined) item.description = note;
  const kind = isFolder ? vscode.l10n.t('folder') : vscode.l10n.t('file');
  item.accessibilityInformation = { label: [name, note ?? kind].join(', ') };
  if (!isFolder) item.command = openCommand(uri);
  return item;
}

/** Readmes are for reading; their source is a button away. */
export function openCommand(uri: vscode.Uri): vscode.Command {
  const title = vscode.l10n.t('Open');
  return /\/readme\.md$/i.test(uri.path)
    ? { command: 'markdown.showPreview', title, arguments: [uri] }
    : { command: 'vscode.open', title, arguments: [uri, { preview: true }] };
}

function attachmentsItem({ found, provenance }: AttachmentsRow<unknown>): vscode.TreeItem {
  const count = found.length + (provenance ? 1 : 0);
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const label = vscode.l10n.t('Signatures, provenance');
  const item = new vscode.TreeItem(label, count > 0 ? Collapsed : None);
  item.iconPath = new vscode.ThemeIcon(count > 0 ? 'verified' : 'unverified');
  const words = count > 0 ? count.toLocaleString(vscode.env.language) : vscode.l10n.t('none');
  item.description = words;
  item.contextValue = 'attachments';
  item.accessibilityInformation = { label: `${label}, ${words}` };
  return item;
}

function attachmentItem({ attachment }: AttachmentRow<unknown>): vscode.TreeItem {
  const { kind, artifactType, descriptor, size, tag } = attachment;
  const label = kindLabel(kind);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.iconPath = new vscode.ThemeIcon(iconOfKind(kind));
  item.contextValue = 'attachment';
  const words = [
    artifactType,
    size === undefined ? undefined : formatSize(size),
    shortDigest(descriptor.digest),
  ].filter((word) => word !== undefined);
  item.description = words.join(' · ');
  item.accessibilityInformation = { label: [label, ...words].join(', ') };
  const tooltip = new vscode.MarkdownString().appendCodeblock(descriptor.digest, 'text');
  tooltip.appendText(vscode.l10n.t('Manifest: {size}', { size: formatSize(descriptor.size) }));
  if (tag !== undefined) tooltip.appendCodeblock(tag, 'text');
  item.tooltip = tooltip;
  return item;
}
