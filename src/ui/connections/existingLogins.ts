import * as vscode from 'vscode';
import type { Log } from '../../base/log';
import type { CredentialSource } from '../../oci/distribution/credential';
import { chain } from '../../registries/credentials/chain';
import { dockerCredentials } from '../../registries/credentials/docker';
import { helmCredentials } from '../../registries/credentials/helm';
import type { Surroundings } from '../../registries/credentials/surroundings';
import { settingNames } from '../contributions';

/** The logins of docker and helm, where the person allows it. A helper is a program, so it runs in trusted workspaces only. */
export function existingLogins(
  surroundings: Surroundings & { readonly log: Log },
): CredentialSource {
  const { log } = surroundings;
  const sources = chain(log, helmCredentials(surroundings), dockerCredentials(surroundings));
  return {
    get: async (host, options) => {
      const allowed = vscode.workspace
        .getConfiguration()
        .get<boolean>(settingNames.useExistingLogins);
      return allowed && vscode.workspace.isTrusted ? sources.get(host, options) : undefined;
    },
  };
}
