import { helmArguments } from '../installCommand';
import { lastPartOf, locationOf, type ChartReference } from './chartReference';
import { hostKind } from './hostKind';
import { releaseName } from './names';
import { shellLine, shellWord } from './shellWord';

/** User name of tokens of Azure Container Registry (Azure Container Registry, "Authenticate with a registry"). */
const tokenUser = '00000000-0000-0000-0000-000000000000';

export const helmVerbs = ['install', 'upgrade', 'pull', 'template', 'show'] as const;

export type HelmVerb = (typeof helmVerbs)[number];

/** The line of one verb of Helm for a published chart. */
export function helmCommand(
  verb: HelmVerb,
  reference: ChartReference,
  namespace: string | undefined,
): string {
  const { tag = '', digest, plainHttp } = reference;
  const chart = helmArguments(locationOf(reference), tag, digest, plainHttp);
  const release = releaseName(lastPartOf(reference));
  const at = namespace === undefined ? [] : ['--namespace', namespace];
  switch (verb) {
    case 'install':
      return shellLine('helm', 'install', release, ...chart, ...withNamespace(at));
    case 'upgrade':
      return shellLine('helm', 'upgrade', '--install', release, ...chart, ...withNamespace(at));
    case 'pull':
      return shellLine('helm', 'pull', ...chart);
    case 'template':
      return shellLine('helm', 'template', release, ...chart, ...at);
    case 'show':
      return shellLine('helm', 'show', 'values', ...chart);
  }
}

/** All of them, each under what it does, with the sign-in first. */
export function helmCommands(reference: ChartReference, namespace: string | undefined): string {
  const line = (verb: HelmVerb): string => helmCommand(verb, reference, namespace);
  return [
    ['Sign in, where the registry asks for it', helmLogin(reference)],
    ['The default values', line('show')],
    ['What would be installed', line('template')],
    ['Install, or upgrade what is installed', line('upgrade')],
    ['Install only', line('install')],
    ['Take the archive', line('pull')],
  ]
    .map((parts) => `# ${parts.join('\n')}\n`)
    .join('\n');
}

function withNamespace(at: readonly string[]): readonly string[] {
  return at.length === 0 ? at : [...at, '--create-namespace'];
}

function helmLogin({ registry, plainHttp = false }: ChartReference): string {
  const host = hostKind(registry);
  const words = ['helm', 'registry', 'login', registry, ...(plainHttp ? ['--plain-http'] : [])];
  const login = (user: string): string =>
    shellLine(...words, '--username', user, '--password-stdin');
  switch (host.kind) {
    case 'ecr':
      return `aws ecr get-login-password --region ${shellWord(host.region)} | ${login('AWS')}`;
    case 'ecr-public':
      return `aws ecr-public get-login-password --region us-east-1 | ${login('AWS')}`;
    case 'acr':
      return `az acr login --name ${shellWord(host.name)} --expose-token --output tsv --query accessToken | ${login(tokenUser)}`;
    case 'github':
    case 'gitlab':
    case 'generic':
      return shellLine(...words);
  }
}
