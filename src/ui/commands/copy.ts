import * as vscode from 'vscode';
import type { Digest } from '../../oci/digest';
import { installCommand } from '../../publishing/installCommand';
import { isExplorerNode, versionDigest, versionReference } from '../explorer/node';
import { isSavedRow } from '../saved/savedView';
import { isPlaceRow, placeReference } from '../charts/placeNode';
import type { CommandHandler } from '../window/command';
import { selectedRows } from '../window/selectedRows';

/** Copy Reference of a row: a version, a repository, a saved chart, or a place a chart is published to; of several one on each line. */
export function copyReferenceCommand(): CommandHandler {
  return async (argument, selection) => {
    await copyLines(rowsOf(argument, selection).map(referenceOf));
  };
}

export function copyDigestCommand(): CommandHandler {
  return async (argument, selection) => {
    await copyLines(rowsOf(argument, selection).map(digestOf));
  };
}

function rowsOf(argument: unknown, selection: unknown): readonly unknown[] {
  return selectedRows(argument, selection, (row: unknown): row is unknown => row !== undefined);
}

async function copyLines(texts: readonly (string | undefined)[]): Promise<void> {
  const lines = texts.filter((text) => text !== undefined);
  if (lines.length > 0) await copy(lines.join('\n'));
}

/** Copy helm install of a chart version. */
export function copyInstallCommand(): CommandHandler {
  return async (argument) => {
    if (!isExplorerNode(argument) || argument.type !== 'version') return;
    const { repository, parent } = argument.parent;
    const { location, name } = repository;
    const release = name.split('/').at(-1) ?? name;
    const { plainHttp } = parent.connection.setting;
    const digest = versionDigest(argument);
    await copy(installCommand(location, argument.tag, digest, release, plainHttp));
  };
}

function referenceOf(argument: unknown): string | undefined {
  if (isSavedRow(argument)) return argument.chart.reference;
  if (isPlaceRow(argument)) return placeReference(argument);
  if (!isExplorerNode(argument)) return undefined;
  if (argument.type === 'version') return versionReference(argument);
  if (argument.type === 'repository') return argument.repository.location;
  return argument.type === 'registry' ? argument.connection.setting.host : undefined;
}

function digestOf(argument: unknown): Digest | undefined {
  if (isSavedRow(argument)) return argument.chart.digest;
  return isExplorerNode(argument) && argument.type === 'version'
    ? versionDigest(argument)
    : undefined;
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('Copied {text}', { text: text.replaceAll('\n', ', ') }),
    5000,
  );
}
