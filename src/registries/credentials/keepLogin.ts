import type { Abortable } from '../../base/abort';
import { readConfigFile } from './configFile';
import { eraseFromHelper, storeInHelper } from './credentialHelper';
import { dockerConfigPath } from './docker';
import { helmConfigPath } from './helm';
import { entryOf, serverOf } from './server';
import type { Surroundings } from './surroundings';
import { writeAuths } from './writeAuths';

export interface KeptLogin {
  /** The file, or the name of the helper program. */
  readonly place: string;
  /** Whoever can read the file has the password. */
  readonly isPlainText: boolean;
}

/** Where a login for a host belongs. */
interface Place {
  readonly file: string;
  /** Suffix of the credential helper that the file names. */
  readonly helper: string | undefined;
}

/**
 * Keeps a login where `helm registry login` would: in Helm's registry configuration, or with the credential
 * helper that it or Docker's configuration names.
 *
 * @throws ChartroomError those of `readConfigFile`, `storeInHelper` and `writeAuths`
 */
export async function keepLogin(
  host: string,
  login: { readonly username: string; readonly password: string },
  surroundings: Surroundings,
  options: Abortable = {},
): Promise<KeptLogin> {
  const { file, helper } = await placeOf(host, surroundings, options);
  const server = serverOf(host);
  if (helper !== undefined) {
    await storeInHelper({ suffix: helper, server, namedIn: file }, login, surroundings, options);
    // The empty entry says that the helper has it.
    await writeAuths(file, (auths) => ({ ...auths, [server]: {} }));
    return { place: `docker-credential-${helper}`, isPlainText: false };
  }
  const auth = Buffer.from(`${login.username}:${login.password}`).toString('base64');
  await writeAuths(file, (auths) => ({ ...auths, [server]: { auth } }));
  return { place: file, isPlainText: true };
}

/**
 * Takes the login of a host from where `keepLogin` puts it.
 * @returns where it was; undefined when there was none
 */
export async function forgetLogin(
  host: string,
  surroundings: Surroundings,
  options: Abortable = {},
): Promise<string | undefined> {
  const { file, helper } = await placeOf(host, surroundings, options);
  const config = await readConfigFile(file, options);
  const entry = config && entryOf(config.auths, host);
  if (helper !== undefined) {
    const server = entry?.server ?? serverOf(host);
    await eraseFromHelper({ suffix: helper, server, namedIn: file }, surroundings, options);
  }
  if (!entry) return undefined;
  await writeAuths(file, (auths) =>
    Object.fromEntries(Object.entries(auths).filter(([server]) => server !== entry.server)),
  );
  return helper === undefined ? file : `docker-credential-${helper}`;
}

/** Helm goes on with Docker's configuration where its own has nothing. */
async function placeOf(
  host: string,
  surroundings: Surroundings,
  options: Abortable,
): Promise<Place> {
  const own = helmConfigPath(surroundings);
  for (const file of [own, dockerConfigPath(surroundings)]) {
    const config = await readConfigFile(file, options);
    const helper = config && (entryOf(config.credHelpers, host)?.value ?? config.credsStore);
    if (helper !== undefined) return { file, helper };
  }
  return { file: own, helper: undefined };
}
