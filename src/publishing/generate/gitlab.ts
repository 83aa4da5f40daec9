import { isPlainPath } from './names';
import {
  furtherNeeds,
  loginLine,
  pipelineName,
  registryOf,
  workLines,
  type Pipeline,
  type PipelineTask,
} from './pipeline';
import { identityNeeds, signInWay } from './signIn';
import { tagShape } from './tagShape';
import { yamlText } from './yamlText';

/** Where GitLab looks for jobs. */
export const gitlabFile = '.gitlab-ci.yml';

interface SignIn {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  /** What somebody has to set, for the head of the job. */
  readonly needs: readonly string[];
}

/**
 * A job for GitLab CI (GitLab Docs, "CI/CD YAML syntax reference").
 * @param stage of the pipeline that the job is in
 */
export function gitlabJob(pipeline: Pipeline, stage = 'deploy'): string {
  const { task } = pipeline;
  const signIn = signInOf(pipeline);
  const job = {
    stage,
    image: 'node:24-slim',
    ...signIn.keys,
    rules: rulesOf(pipeline),
    resource_group: pipelineName(task),
    script: [...signIn.lines, ...workLines(pipeline)],
  };
  const schedule =
    task.kind === 'mirror'
      ? [
          `Runs by a pipeline schedule: add one with the interval "${task.cron}" (Build > Pipeline schedules).`,
        ]
      : [];
  const head = [...schedule, ...signIn.needs, ...furtherNeeds(task)];
  return yamlText({ [pipelineName(task)]: job }, { head });
}

/** The text itself in an expression between slashes. */
function asPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function rulesOf({ task }: Pipeline): readonly object[] {
  if (task.kind === 'mirror') {
    return [{ if: '$CI_PIPELINE_SOURCE == "schedule" || $CI_PIPELINE_SOURCE == "web"' }];
  }
  if (task.on === 'tag') {
    const shape = tagShape(task);
    const [before, after] = [shape.before, shape.after].map(asPattern);
    const end = after === '' ? '' : `.*${after}$`;
    // A version begins with a digit: those of `app` are not those of `app-db`.
    return [{ if: `$CI_COMMIT_TAG =~ /^${before}v?[0-9]${end}/` }];
  }
  const filter =
    isPlainPath(task.path) && task.path !== '.' ? { changes: [`${task.path}/**/*`] } : {};
  return [{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', ...filter }];
}

function signInOf(pipeline: Pipeline): SignIn {
  const { task, identity } = pipeline;
  const registry = registryOf(task);
  const way = signInWay(registry);
  const needs = identityNeeds(way, identity, { variable: 'CI/CD variable', holder: 'project' });
  switch (way.kind) {
    case 'aws': {
      const { awsRole: role } = identity;
      return {
        keys: {
          id_tokens: { AWS_ID_TOKEN: { aud: way.audience } },
          variables: {
            ...(role !== undefined && { AWS_ROLE_ARN: literal(role) }),
            AWS_REGION: way.region,
            AWS_ROLE_SESSION_NAME: 'gitlab-$CI_PROJECT_ID-$CI_PIPELINE_ID',
          },
        },
        lines: tokenFile('AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ID_TOKEN'),
        needs,
      };
    }
    case 'azure': {
      const { azureClient, azureTenant } = identity;
      return {
        keys: {
          id_tokens: { AZURE_ID_TOKEN: { aud: way.audience } },
          ...(azureClient !== undefined || azureTenant !== undefined
            ? {
                variables: {
                  ...(azureClient !== undefined && { AZURE_CLIENT_ID: literal(azureClient) }),
                  ...(azureTenant !== undefined && { AZURE_TENANT_ID: literal(azureTenant) }),
                },
              }
            : {}),
        },
        lines: tokenFile('AZURE_FEDERATED_TOKEN_FILE', 'AZURE_ID_TOKEN'),
        needs,
      };
    }
    case 'password':
      if (way.forge === 'gitlab') {
        return {
          keys: {},
          lines: [loginLine(pipeline, '$CI_REGISTRY_USER', '$CI_REGISTRY_PASSWORD')],
          needs,
        };
      }
      return {
        keys: {},
        lines: [loginLine(pipeline, '$REGISTRY_USERNAME', '$REGISTRY_PASSWORD')],
        needs: [
          `Set the CI/CD variables REGISTRY_USERNAME and REGISTRY_PASSWORD (${protection(task)}):`,
          `a login that may push to ${registry}.`,
        ],
      };
  }
}

/** A job for a tag that is not protected gets no protected variable. */
function protection(task: PipelineTask): string {
  return task.kind === 'publish' && task.on === 'tag'
    ? 'masked, and protected only where the tags are protected too'
    : 'masked and protected';
}

/** Clients read the token from a file, again when it is needed again. */
function tokenFile(variable: string, token: string): readonly string[] {
  return [`export ${variable}="$(mktemp)"`, `printf '%s' "$${token}" > "$${variable}"`];
}

/** GitLab puts variables into the values of variables. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}
