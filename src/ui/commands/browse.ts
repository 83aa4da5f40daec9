import * as vscode from 'vscode';
import { settingNames } from '../contributions';
import { isExplorerNode } from '../explorer/node';
import type { CommandHandler } from '../window/command';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'explorerTree' | 'listings'>;

export function refreshRegistriesCommand({ explorerTree }: Needed): CommandHandler {
  return (argument) => {
    const node =
      isExplorerNode(argument) && (argument.type === 'registry' || argument.type === 'repository')
        ? argument
        : undefined;
    explorerTree.refresh(node);
    return Promise.resolve();
  };
}

export function loadMoreCommand({ explorerTree }: Needed): CommandHandler {
  return async (argument) => {
    if (isExplorerNode(argument) && argument.type === 'load-more') {
      await explorerTree.loadMore(argument);
    }
  };
}

export function stopListingCommand({ listings }: Needed): CommandHandler {
  return () => {
    listings.stop();
    return Promise.resolve();
  };
}

/** Explain: shows an error with its buttons: the one behind a row of the tree, or one that nobody waited for. */
export function explainCommand(): CommandHandler {
  return (argument) => {
    if (argument instanceof Error) return Promise.reject(argument);
    if (isExplorerNode(argument) && argument.type === 'message' && argument.error !== undefined) {
      return Promise.reject(argument.error);
    }
    return Promise.resolve();
  };
}

/** Shows or hides what is no chart; kept as a setting, so it is the same tomorrow. */
export function showOtherArtifactsCommand(show: boolean): CommandHandler {
  return async () => {
    await vscode.workspace
      .getConfiguration()
      .update(settingNames.showOtherArtifacts, show, vscode.ConfigurationTarget.Global);
  };
}

/** Shows repositories as folders by the parts of their names, or each by its whole name; kept as a setting. */
export function repositoriesAsFoldersCommand(asFolders: boolean): CommandHandler {
  return async () => {
    await vscode.workspace
      .getConfiguration()
      .update(settingNames.repositoriesAsFolders, asFolders, vscode.ConfigurationTarget.Global);
  };
}
