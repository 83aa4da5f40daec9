import { cloudOfHost } from '../../registries/acr/cloud';
import { parseRegistryHost, publicHost, publicTokenRegion } from '../../registries/ecr/host';
import { commandLine, type Shell } from './shell';

/** A registry as Helm has to sign in to it: Helm knows nothing of the logins in here. */
export interface LoginTarget {
  /** `name[:port]` */
  readonly host: string;
  /** The setting of an Amazon ECR. */
  readonly aws?: Readonly<Record<string, string>> | undefined;
  /** The setting of an Azure Container Registry. */
  readonly azure?: Readonly<Record<string, string>> | undefined;
  /** What has Helm speak http to the host, where it has to (`plainHttp.ts`). */
  readonly httpFlags?: readonly string[];
}

/** What the token of a Microsoft account goes with (Azure CLI, `az acr login --expose-token`). */
const tokenUser = '00000000-0000-0000-0000-000000000000';

/** The line that signs Helm in, by the cloud's own tool where there is one. No secret is in it: a tool hands it over, or Helm asks. */
export function registryLoginLine(shell: Shell, helm: string, target: LoginTarget): string {
  const { httpFlags = [] } = target;
  const login = (...words: readonly string[]): string =>
    commandLine(shell, [helm, 'registry', 'login', ...httpFlags, ...words, target.host]);
  const token = tokenWords(target);
  if (!token) return login();
  const withToken = login('--username', token.username, '--password-stdin');
  return `${commandLine(shell, token.words)} | ${withToken}`;
}

interface TokenCommand {
  readonly username: string;
  readonly words: readonly string[];
}

function tokenWords({ host, aws, azure }: LoginTarget): TokenCommand | undefined {
  const profile = aws?.['profile'] === undefined ? [] : ['--profile', aws['profile']];
  if (host === publicHost) {
    return awsToken('ecr-public', [...regionFlag(publicTokenRegion), ...profile]);
  }
  const region = parseRegistryHost(host)?.region ?? aws?.['region'];
  if (region !== undefined || aws) return awsToken('ecr', [...regionFlag(region), ...profile]);
  const isAccount = ['microsoft', 'azure-cli'].includes(azure?.['login'] ?? '');
  if (!isAccount || !cloudOfHost(host)) return undefined;
  // The name of a registry has no dash; what is behind one tells apart those of one name.
  const name = host.split('.')[0]?.split('-')[0] ?? host;
  const words = ['az', 'acr', 'login', '--name', name, '--expose-token'];
  return { username: tokenUser, words: [...words, '--output', 'tsv', '--query', 'accessToken'] };
}

function awsToken(service: string, flags: readonly string[]): TokenCommand {
  return { username: 'AWS', words: ['aws', service, 'get-login-password', ...flags] };
}

function regionFlag(region: string | undefined): string[] {
  return region === undefined ? [] : ['--region', region];
}
