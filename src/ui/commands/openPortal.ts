import * as vscode from 'vscode';
import type { Registry } from '../../registries/registry';
import { isContentsRow } from '../contents/row';
import { isExplorerNode, versionDigest } from '../explorer/node';
import type { CommandHandler } from '../window/command';

/** Open in Web Console: shows what a row stands for where the host's own people look at it. */
export function openPortalCommand(): CommandHandler {
  return async (argument) => {
    const place = placeOf(argument);
    const url = await place?.registry.portalUrl?.(place.repository, place.version);
    // As text: a vscode.Uri would undo the %2F that the address of a portal can need.
    if (url !== undefined) await vscode.commands.executeCommand('vscode.open', url);
  };
}

interface Place {
  readonly registry: Registry;
  readonly repository?: string;
  /** A digest where it is known: consoles show versions by it. */
  readonly version?: string;
}

function placeOf(argument: unknown): Place | undefined {
  if (!isExplorerNode(argument) || isContentsRow(argument)) return undefined;
  switch (argument.type) {
    case 'registry':
      return { registry: argument.connection.registry };
    case 'repository':
      return {
        registry: argument.parent.connection.registry,
        repository: argument.repository.name,
      };
    case 'version':
      return {
        registry: argument.parent.parent.connection.registry,
        repository: argument.parent.repository.name,
        version: versionDigest(argument) ?? argument.tag,
      };
    case 'folder':
    case 'load-more':
    case 'message':
      return undefined;
  }
}
