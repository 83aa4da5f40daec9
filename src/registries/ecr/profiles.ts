import { loadSharedConfigFiles } from '@smithy/core/config';

/** How a profile comes by its credentials. */
export type ProfileKind =
  'static' | 'sso' | 'login' | 'assume-role' | 'web-identity' | 'process' | 'none';

export interface AwsProfile {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly region?: string;
  /** Account the profile names itself; where it does not, only AWS can tell. */
  readonly account?: string;
}

/** Where the AWS files are; the places AWS documents when not given. */
export interface AwsFiles {
  readonly configFile?: string | undefined;
  readonly credentialsFile?: string | undefined;
}

/** The profiles of the AWS config and credentials files, the default one first. Absent files hold none. */
export async function listProfiles(files: AwsFiles = {}): Promise<readonly AwsProfile[]> {
  const loaded = await loadSharedConfigFiles({ ...sharedFiles(files), ignoreCache: true });
  const names = new Set(
    [...Object.keys(loaded.configFile), ...Object.keys(loaded.credentialsFile)].filter(isProfile),
  );
  return [...names].sort(defaultFirst).map((name) => {
    // The credentials file has the last word (AWS SDKs and Tools Reference Guide, "Shared config and credentials files").
    const settings = { ...loaded.configFile[name], ...loaded.credentialsFile[name] };
    const { region } = settings;
    const account = settings['sso_account_id'] ?? accountOfRole(settings['role_arn']);
    return {
      name,
      kind: kindOf(settings),
      ...(region !== undefined && { region }),
      ...(account !== undefined && { account }),
    };
  });
}

/** Undefined for a profile that is in neither file. */
export async function kindOfProfile(
  name: string,
  files: AwsFiles,
): Promise<ProfileKind | undefined> {
  const profiles = await listProfiles(files);
  return profiles.find((profile) => profile.name === name)?.kind;
}

/** The same files as the AWS SDK names them. */
export function sharedFiles({ configFile, credentialsFile }: AwsFiles): {
  configFilepath?: string;
  filepath?: string;
} {
  return {
    ...(configFile !== undefined && { configFilepath: configFile }),
    ...(credentialsFile !== undefined && { filepath: credentialsFile }),
  };
}

/** Sections of other kinds, such as `sso-session`, are listed with their kind before a dot. */
function isProfile(section: string): boolean {
  return !/^(?:sso-session|services)\./.test(section);
}

function defaultFirst(left: string, right: string): number {
  if (left === 'default' || right === 'default') return left === 'default' ? -1 : 1;
  return left.localeCompare(right, 'en');
}

/** In the order in which the SDK's ini provider looks. */
function kindOf(settings: Readonly<Record<string, string | undefined>>): ProfileKind {
  if (settings['role_arn'] !== undefined) {
    return settings['web_identity_token_file'] === undefined ? 'assume-role' : 'web-identity';
  }
  if (settings['aws_access_key_id'] !== undefined) return 'static';
  if (settings['credential_process'] !== undefined) return 'process';
  if (settings['sso_session'] ?? settings['sso_start_url']) return 'sso';
  return settings['login_session'] === undefined ? 'none' : 'login';
}

function accountOfRole(arn: string | undefined): string | undefined {
  return /^arn:[\w-]+:iam::(\d{12}):role\//.exec(arn ?? '')?.[1];
}
