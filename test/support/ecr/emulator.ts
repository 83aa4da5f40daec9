import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTemporaryFolder } from '../temporaryFolder';
import { testAccessKey, type EcrState } from './state';
import { startSts, type Sts } from './sts';
import { inEcr, type WholeEcr } from './wholeEcr';

export interface Emulator extends WholeEcr {
  readonly sts: Sts;
  /** Variables that lead the AWS SDK to this emulator by its profile `dev`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The credentials file of that profile: rewrite it to sign out. */
  readonly credentialsFile: string;
  readonly configFile: string;
}

/** Runs with an emulator of AWS as a person sets one up: by a profile that names its services, and that says where its registry is. */
export async function inEmulator(use: (emulator: Emulator) => Promise<void>): Promise<void> {
  await inEcr(async (ecr) => {
    ecr.state.proxyEndpoint = `http://${ecr.front.host}`;
    const sts = await startSts(ecr.state);
    try {
      await inTemporaryFolder(async (folder) => {
        const configFile = join(folder, 'config');
        const credentialsFile = join(folder, 'credentials');
        await writeFile(configFile, configOf(ecr.state, ecr.api.url, sts.url));
        await writeFile(credentialsFile, `[dev]\n${staticKeys}`);
        const environment = {
          AWS_CONFIG_FILE: configFile,
          AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
        };
        await use({ ...ecr, sts, environment, configFile, credentialsFile });
      });
    } finally {
      await sts.stop();
    }
  });
}

/** Lines of a profile that AWS lets in. */
export const staticKeys = `aws_access_key_id = ${testAccessKey}\naws_secret_access_key = secret\n`;

function configOf({ region }: EcrState, api: string, sts: string): string {
  return `
[profile dev]
region = ${region}
services = local
[services local]
ecr =
  endpoint_url = ${api}
sts =
  endpoint_url = ${sts}
`;
}
