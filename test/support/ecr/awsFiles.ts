import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AwsLogin } from '../../../src/registries/ecr/login';
import { testAccessKey } from './state';

/** Writes AWS files with one profile of static keys, and returns the login that uses them. */
export async function staticLogin(folder: string, accessKey = testAccessKey): Promise<AwsLogin> {
  const credentials = `[dev]\naws_access_key_id = ${accessKey}\naws_secret_access_key = secret\n`;
  return filesLogin(folder, 'dev', '', credentials);
}

/** Writes AWS files of that content, and returns the login by a profile of them. */
export async function filesLogin(
  folder: string,
  profile: string,
  config: string,
  credentials = '',
): Promise<AwsLogin> {
  const configFile = join(folder, 'config');
  const credentialsFile = join(folder, 'credentials');
  await writeFile(configFile, config);
  await writeFile(credentialsFile, credentials);
  return { profile, configFile, credentialsFile };
}
