import type { PublishTarget } from '../publishTarget';
import { hostKind, type HostKind } from './hostKind';
import { slug } from './names';
import { shellLine, shellWord } from './shellWord';

/** What a pipeline does. Paths are from the top of the repository, with forward slashes; `.` is the top itself. */
export type PipelineTask = PublishTask | MirrorTask;

export interface PublishTask {
  readonly kind: 'publish';
  /** The chart's name. */
  readonly chart: string;
  readonly path: string;
  readonly target: PublishTarget;
  /** They are put into `charts/` first. */
  readonly hasDependencies: boolean;
  /** A change that reaches this branch, or a tag that begins with the chart's name. */
  readonly on: 'branch' | 'tag';
}

export interface MirrorTask {
  readonly kind: 'mirror';
  /** The mirror file. */
  readonly path: string;
  /** Where it copies to, `host[:port]`. */
  readonly registry: string;
  /** When it runs, as five fields of cron, in UTC. GitLab keeps that apart from the file. */
  readonly cron: string;
}

export interface Pipeline {
  readonly task: PipelineTask;
  /** Of the command line of Chartroom. */
  readonly toolVersion: string;
  readonly identity: Identity;
  /** The default branch, for hosts that want it by name. */
  readonly branch: string;
}

/** Whom a pipeline is to its registry. None of it is secret. What nobody knows yet is read from a variable of the pipeline. */
export interface Identity {
  /** ARN of a role that trusts the tokens of the pipeline. */
  readonly awsRole?: string;
  /** Name of a service connection of Azure DevOps. */
  readonly awsConnection?: string;
  /** Application (client) ID with a federated credential for the pipeline. */
  readonly azureClient?: string;
  readonly azureTenant?: string;
  /** Name of a service connection of Azure DevOps. */
  readonly azureConnection?: string;
}

export type PipelineHost = 'gitlab' | 'github' | 'azure';

/** What has to be known of the identity for a registry, in the order it is asked for. */
export function identityNeeded(
  pipeline: PipelineHost,
  registry: string,
): readonly (keyof Identity)[] {
  const { kind } = hostKind(registry);
  if (kind === 'acr')
    return pipeline === 'azure' ? ['azureConnection'] : ['azureClient', 'azureTenant'];
  if (kind !== 'ecr' && kind !== 'ecr-public') return [];
  return pipeline === 'azure' ? ['awsConnection'] : ['awsRole'];
}

export function registryOf(task: PipelineTask): string {
  return task.kind === 'publish' ? task.target.registry : task.registry;
}

/** For jobs, files and groups: `publish-app`, `mirror-charts`. */
export function pipelineName(task: PipelineTask): string {
  if (task.kind === 'publish') return `publish-${slug(task.chart)}`;
  const file = task.path.slice(task.path.lastIndexOf('/') + 1);
  const own = file
    .replace(/\.ya?ml$/, '')
    .replace(/^chartroom\.mirror$|\.?chartroom\.mirror\.?/, '');
  return own === '' ? 'mirror-charts' : `mirror-${slug(own)}`;
}

/** What the job is for, as one line. */
export function pipelineTitle(task: PipelineTask): string {
  return task.kind === 'publish' ? `Publish ${task.chart}` : 'Mirror charts';
}

/** A run of the command line; words that are shell already are handed in as `rest`. */
function toolLine(toolVersion: string, words: readonly string[], rest = ''): string {
  return `npx --yes ${shellWord(`chartroom@${toolVersion}`)} ${shellLine(...words)}${rest}`;
}

/** What the job runs once it is signed in. */
export function workLines({ task, toolVersion }: Pipeline): readonly string[] {
  const path = asPath(task.path);
  const line = (...words: readonly string[]): string => toolLine(toolVersion, words);
  if (task.kind === 'mirror') return [line('mirror', path)];
  const creates = madeBeforePush(hostKind(task.target.registry)) ? ['--create-repository'] : [];
  return [
    ...(task.hasDependencies ? [line('deps', 'build', path)] : []),
    line('lint', path, '--strict'),
    line('push', path, task.target.configured, ...creates),
  ];
}

/** Signs in with a password that the shell has in a variable. */
export function loginLine(
  toolVersion: string,
  registry: string,
  user: string,
  password: string,
): string {
  const login = toolLine(
    toolVersion,
    ['login', registry],
    ` --username "${user}" --password-stdin`,
  );
  return `printf '%s' "${password}" | ${login}`;
}

/** Hosts where a push makes no repository by itself. */
function madeBeforePush({ kind }: HostKind): boolean {
  return kind === 'ecr' || kind === 'ecr-public';
}

/** A path is never taken for an option. */
function asPath(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/** The audience of tokens for AWS; its clouds in China have one of their own. */
export function awsAudience(region: string): string {
  return region.startsWith('cn-') ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com';
}

/** The region whose tokens a registry takes. ECR Public gives them in one only. */
export function awsRegion(host: HostKind): string {
  return host.kind === 'ecr' ? host.region : 'us-east-1';
}
