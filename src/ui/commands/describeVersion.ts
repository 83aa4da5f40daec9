import * as vscode from 'vscode';
import { describeVersion } from '../../publishing/describeVersion';
import { isExplorerNode, versionReference } from '../explorer/node';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';
import { versionText } from './versionText';

/** Describe Version: everything the host says of it, and whether it really is a chart, in an editor. */
export function describeVersionCommand({
  descriptions,
}: Pick<Parts, 'descriptions'>): CommandHandler {
  return async (argument) => {
    if (!isExplorerNode(argument) || argument.type !== 'version') return;
    const reference = versionReference(argument);
    const { parent, tag } = argument;
    const described = await withProgress(
      vscode.l10n.t('Describing {reference}', { reference }),
      ({ signal }) => describeVersion(parent.repository, tag, { signal }),
    );
    await descriptions.show(`${reference}.yaml`, versionText(reference, described));
  };
}
