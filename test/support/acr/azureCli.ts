import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownTenant } from './acrFixture';
import { entraToken, registryAudience } from './entra';

/** An Azure CLI that somebody has installed. */
export interface InstalledAzureCli {
  /** To be put in front of the PATH. */
  readonly directory: string;
  /** As `az login` does, for this account. */
  logIn(account: string): Promise<void>;
  logOut(): Promise<void>;
  /** The arguments of each call. */
  calls(): Promise<readonly string[]>;
}

/** Tokens of `az account get-access-token` come from a file; where that is missing, nobody is signed in. */
const program = `#!/bin/sh
cd "$(dirname "$0")" || exit 2
echo "$*" >> calls.txt
if [ "$1 $2" != "account get-access-token" ]; then
  echo "ERROR: '$*' is misspelled or not recognized by the system." >&2
  exit 2
fi
if [ ! -f session.json ]; then
  echo "ERROR: Please run 'az login' to setup account." >&2
  exit 1
fi
cat session.json
`;

/** Puts a program `az` into a folder, which gives tokens for registries in the way of the real one. */
export async function installAzureCli(folder: string): Promise<InstalledAzureCli> {
  const directory = join(folder, 'azure-cli');
  const session = join(directory, 'session.json');
  await mkdir(directory);
  await writeFile(join(directory, 'az'), program);
  await chmod(join(directory, 'az'), 0o755);
  return {
    directory,
    logIn: (account) => writeFile(session, sessionOf(account)),
    logOut: () => rm(session, { force: true }),
    calls: async () => (await readFile(join(directory, 'calls.txt'), 'utf8')).trim().split('\n'),
  };
}

/** What `az account get-access-token --output json` prints. */
function sessionOf(subject: string): string {
  const expires = Date.now() + 3_600_000;
  const accessToken = entraToken({
    tenant: ownTenant,
    subject,
    audience: registryAudience,
    expires,
  });
  return JSON.stringify({
    accessToken,
    expires_on: Math.floor(expires / 1000),
    subscription: '00000000-0000-0000-0000-000000000001',
    tenant: ownTenant,
    tokenType: 'Bearer',
  });
}
