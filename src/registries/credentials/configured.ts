import type { Abortable } from '../../base/abort';
import type { Credential } from '../../oci/distribution/credential';
import { credentialOf } from './authEntry';
import { readConfigFile, type ConfigFile } from './configFile';
import { askHelper } from './credentialHelper';
import { entryOf, serverOf } from './server';
import type { Surroundings } from './surroundings';

/**
 * The login for a host that a configuration file has or leads to: the helper for this server, the
 * helper for all, the file itself (docker/cli, configfile.GetAuthConfig). The file is read each time,
 * because a `docker login` may have changed it.
 */
export async function configuredCredential(
  path: string,
  host: string,
  surroundings: Surroundings,
  options: Abortable = {},
): Promise<Credential | undefined> {
  const config = await readConfigFile(path, options);
  if (!config) return undefined;
  const entry = entryOf(config.auths, host);
  const helper = helperOf(config, host, entry?.server);
  if (helper) {
    const credential = await askHelper({ ...helper, namedIn: path }, surroundings, options);
    if (credential) return credential;
  }
  return entry && credentialOf(entry.server, entry.value, config.invalid);
}

/** A helper keeps a login under the name it was stored with, which the entry of the file repeats. */
function helperOf(
  { credHelpers, credsStore }: ConfigFile,
  host: string,
  server = serverOf(host),
): { readonly suffix: string; readonly server: string } | undefined {
  const own = entryOf(credHelpers, host);
  if (own) return { suffix: own.value, server: own.server };
  return credsStore === undefined ? undefined : { suffix: credsStore, server };
}
