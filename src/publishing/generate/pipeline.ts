import type { PublishTarget } from '../publishTarget';
import { slug } from './names';
import { shellLine, shellWord } from './shellWord';
import { signInWay, type Identity } from './signIn';

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
  /** A change that reaches this branch, or a git tag of a version. */
  readonly on: 'branch' | 'tag';
  /** What git tags of versions are called, as `gitTagName` takes it. */
  readonly tagPattern: string;
}

export interface MirrorTask {
  readonly kind: 'mirror';
  /** The mirror file. */
  readonly path: string;
  /** Where it copies to and signs in, `host[:port]`. */
  readonly registry: string;
  /** Where the file copies to besides. */
  readonly others: readonly string[];
  /** When it runs, as five fields of cron, in UTC. GitLab keeps that apart from the file. */
  readonly cron: string;
}

export interface Pipeline {
  readonly task: PipelineTask;
  /** Of the command line of Chartroom. */
  readonly toolVersion: string;
  readonly identity: Identity;
  /** Whether the registry is spoken to by http because its setting says so. */
  readonly plainHttp?: boolean;
  /** The default branch, for hosts that want it by name. */
  readonly branch: string;
}

export type PipelineHost = 'gitlab' | 'github' | 'azure';

/** What has to be known of the identity for a registry, in the order it is asked for. */
export function identityNeeded(
  pipeline: PipelineHost,
  registry: string,
): readonly (keyof Identity)[] {
  switch (signInWay(registry).kind) {
    case 'aws':
      return pipeline === 'azure' ? ['awsConnection'] : ['awsRole'];
    case 'azure':
      return pipeline === 'azure' ? ['azureConnection'] : ['azureClient', 'azureTenant'];
    case 'password':
      return [];
  }
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

/** What somebody has to see to besides the sign-in that the job has, in sentences. */
export function furtherNeeds(task: PipelineTask): readonly string[] {
  if (task.kind === 'publish' || task.others.length === 0) return [];
  const all = [task.others.slice(0, -1).join(', '), ...task.others.slice(-1)].filter(Boolean);
  return [
    `The mirror file copies to ${all.join(' and ')} as well: the job has to sign in there too.`,
  ];
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
export function workLines(pipeline: Pipeline): readonly string[] {
  const { task, toolVersion } = pipeline;
  const path = asPath(task.path);
  const line = (...words: readonly string[]): string => toolLine(toolVersion, words);
  if (task.kind === 'mirror') return [line('mirror', path, ...httpFlag(pipeline))];
  // In Amazon ECR a push makes no repository by itself.
  const isMadeBefore = signInWay(task.target.registry).kind === 'aws';
  const creates = isMadeBefore ? ['--create-repository'] : [];
  return [
    ...(task.hasDependencies ? [line('deps', 'build', path)] : []),
    line('lint', path, '--strict'),
    line('push', path, task.target.configured, ...creates, ...httpFlag(pipeline)),
  ];
}

function httpFlag({ plainHttp = false }: Pipeline): readonly string[] {
  return plainHttp ? ['--plain-http'] : [];
}

/** Signs in with a password that the shell has in a variable. */
export function loginLine(pipeline: Pipeline, user: string, password: string): string {
  const login = toolLine(
    pipeline.toolVersion,
    ['login', registryOf(pipeline.task), ...httpFlag(pipeline)],
    ` --username "${user}" --password-stdin`,
  );
  return `printf '%s' "${password}" | ${login}`;
}

/** A path is never taken for an option. */
function asPath(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}
