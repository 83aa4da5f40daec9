import type { Pipeline, PublishTask } from '../../../src/publishing/generate/pipeline';
import { defaultTagPattern } from '../../../src/publishing/release/gitTag';
import { publishTarget } from '../../../src/publishing/publishTarget';

/** A registry of each kind. */
export const hosts = {
  ecr: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  china: '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn',
  ecrPublic: 'public.ecr.aws',
  acr: 'team.azurecr.io',
  acrChina: 'team.azurecr.cn',
  github: 'ghcr.io',
  gitlab: 'registry.gitlab.com',
  generic: 'registry.example:5000',
} as const;

/** The pipeline that publishes the chart app of charts/app to `charts/app` of a host. */
export function publishing(host: string, task: Partial<PublishTask> = {}): Pipeline {
  const chart = task.chart ?? 'app';
  return {
    task: {
      ...{ kind: 'publish', chart, path: 'charts/app', hasDependencies: false, on: 'branch' },
      tagPattern: defaultTagPattern,
      target: publishTarget(`oci://${host}/charts/`, chart),
      ...task,
    },
    ...{ toolVersion: '1.2.3', identity: {}, branch: 'main' },
  };
}

/** The pipeline that runs a mirror to a host every night. */
export function mirroring(
  host: string,
  path = 'chartroom.mirror.yaml',
  others: readonly string[] = [],
): Pipeline {
  return {
    task: { kind: 'mirror', path, registry: host, others, cron: '17 3 * * *' },
    ...{ toolVersion: '1.2.3', identity: {}, branch: 'main' },
  };
}

/** What a shell, YAML, HCL, GitHub, GitLab or Azure Pipelines could take for more than a name. */
export const oddTexts = [
  `it's`,
  'a "quoted" name',
  'two  words',
  '$(touch /tmp/pwned)',
  '`id`',
  '${{ github.token }}',
  '$(System.AccessToken)',
  '$$CI_JOB_TOKEN',
  '${HOME}',
  '%{ if true }x%{ endif }',
  'a\\b\\',
  'line\nbreak',
  '# comment',
  '- item',
  'yes',
  '*',
  '--output',
  'ünïcödé ☸',
  '$',
  "'$'",
] as const;
