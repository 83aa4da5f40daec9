import * as vscode from 'vscode';
import { formatReference, parseReference } from '../../oci/reference';
import type { Repository } from '../../registries/registry';
import type { Connections } from '../connections/connections';
import { pickOrType } from './pickOrType';
import { repositoryRows } from './repositoryRows';
import { typingProblem } from '../window/typingProblem';

/** A repository and, when a reference said so, what is wanted of it: a tag or a digest. */
export interface RemoteChoice {
  readonly repository: Repository;
  /** Of the connection it is reached by. */
  readonly connectionId: string;
  readonly wanted: string | undefined;
}

/** What to pull: a repository of a connected registry, or any reference that is typed or pasted. */
export async function pickRemote(
  connections: Connections,
  title: string,
): Promise<RemoteChoice | undefined> {
  // Functions, so that a client is made for the host that is taken and not for each one half typed.
  const picked = await pickOrType<() => RemoteChoice>({
    title,
    placeholder: vscode.l10n.t('registry/repository[:tag or @digest], or choose a repository'),
    choices: (signal) => repositoryRows(connections, (choice) => choice, signal),
    typed: (text) =>
      typingProblem(() => parseReference(text)) ?? {
        label: formatReference(parseReference(text)),
        description: vscode.l10n.t('as typed'),
        iconPath: new vscode.ThemeIcon('cloud-download'),
        value: () => remoteOfReference(connections, text),
      },
  });
  return picked?.();
}

/** @throws ChartroomError `oci.reference-invalid` */
export function remoteOfReference(connections: Connections, text: string): RemoteChoice {
  const reference = parseReference(text);
  const { id, registry } = connections.forHost(reference.registry);
  return {
    connectionId: id,
    repository: registry.repository(reference.repository),
    wanted: reference.digest ?? reference.tag,
  };
}
