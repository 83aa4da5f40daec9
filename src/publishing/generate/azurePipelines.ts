import { isPlainPath, plainTitle } from './names';
import {
  furtherNeeds,
  loginLine,
  pipelineName,
  pipelineTitle,
  registryOf,
  workLines,
  type Pipeline,
  type PublishTask,
} from './pipeline';
import { signInWay } from './signIn';
import { tagShape } from './tagShape';
import { yamlText } from './yamlText';

type Step = Readonly<Record<string, unknown>>;

interface Work {
  readonly steps: readonly Step[];
  /** What somebody has to set, for the head of the file. */
  readonly needs: readonly string[];
  /** A variable of the file itself: the name of a service connection has to be known before a run begins. */
  readonly open?: { readonly variable: string; readonly comment: string } | undefined;
}

/** Azure Pipelines takes any path; this one is told when the pipeline is made. */
export function azurePipelinePath(pipeline: Pipeline): string {
  return `.azure-pipelines/${pipelineName(pipeline.task)}.yml`;
}

/** A pipeline of Azure DevOps (Azure Pipelines, "YAML schema reference"). */
export function azurePipeline(pipeline: Pipeline): string {
  const { steps, needs, open } = stepsOf(pipeline);
  return yamlText(
    {
      ...trigger(pipeline),
      pr: 'none',
      ...(open && { variables: { [open.variable]: '' } }),
      pool: { vmImage: 'ubuntu-latest' },
      steps: [
        { checkout: 'self', fetchDepth: 1 },
        { task: 'NodeTool@0', inputs: { versionSpec: '24.x' } },
        ...steps,
      ],
    },
    {
      head: [...needs, ...furtherNeeds(pipeline.task)],
      comments: open ? [{ path: ['variables', open.variable], lines: [open.comment] }] : [],
    },
  );
}

function trigger({ task, branch }: Pipeline): object {
  if (task.kind === 'mirror') {
    return {
      trigger: 'none',
      schedules: [
        {
          cron: task.cron,
          displayName: 'Mirror charts',
          branches: { include: [branch] },
          always: true,
        },
      ],
    };
  }
  if (task.on === 'tag') {
    return { trigger: { branches: { exclude: ['*'] }, tags: { include: tagFilters(task) } } };
  }
  const filter =
    isPlainPath(task.path) && task.path !== '.' ? { paths: { include: [task.path] } } : {};
  return { trigger: { branches: { include: [branch] }, ...filter } };
}

/**
 * A version begins with a digit: those of `app` are not those of `app-db`, which would publish what nobody has released. Filters
 * of Azure have no sets of characters, so there is one for each digit.
 */
function tagFilters(task: PublishTask): readonly string[] {
  const { before, after } = tagShape(task);
  const digits = Array.from({ length: 10 }, (_, digit) => digit);
  return ['', 'v'].flatMap((v) => digits.map((digit) => `${before}${v}${digit}*${after}`));
}

function stepsOf(pipeline: Pipeline): Work {
  const { task, identity } = pipeline;
  const registry = registryOf(task);
  const way = signInWay(registry);
  const work = workLines(pipeline);
  const displayName = plainTitle(pipelineTitle(task));
  switch (way.kind) {
    case 'aws':
      return {
        steps: [
          {
            task: 'AWSShellScript@1',
            displayName,
            inputs: {
              awsCredentials: identity.awsConnection ?? '$(AWS_SERVICE_CONNECTION)',
              regionName: way.region,
              scriptType: 'inline',
              inlineScript: script(work),
              // An inline script would run in the folder of temporary files.
              disableAutoCwd: true,
              workingDirectory: '$(Build.SourcesDirectory)',
            },
          },
        ],
        needs: ['Needs the extension "AWS Toolkit for Azure DevOps".'],
        open: opened(identity.awsConnection, {
          variable: 'AWS_SERVICE_CONNECTION',
          comment:
            'Set it: the name of a service connection to AWS, with OIDC and a role that may push.',
        }),
      };
    case 'azure':
      return {
        steps: [
          {
            task: 'AzureCLI@2',
            displayName,
            inputs: {
              azureSubscription: identity.azureConnection ?? '$(AZURE_SERVICE_CONNECTION)',
              scriptType: 'bash',
              scriptLocation: 'inlineScript',
              inlineScript: script(work),
            },
          },
        ],
        needs: [],
        open: opened(identity.azureConnection, {
          variable: 'AZURE_SERVICE_CONNECTION',
          comment: 'Set it: the name of a service connection to Azure whose identity may push.',
        }),
      };
    case 'password':
      return {
        steps: [
          {
            bash: script([
              loginLine(pipeline, '$REGISTRY_USERNAME', '$REGISTRY_PASSWORD'),
              ...work,
            ]),
            displayName,
            env: {
              REGISTRY_USERNAME: '$(REGISTRY_USERNAME)',
              REGISTRY_PASSWORD: '$(REGISTRY_PASSWORD)',
            },
          },
        ],
        needs: [
          'Set the variables REGISTRY_USERNAME and REGISTRY_PASSWORD (the second one secret):',
          `a login that may push to ${registry}.`,
        ],
      };
  }
}

/** A script step goes on after a command that failed unless it is told not to. */
function script(lines: readonly string[]): string {
  return `${['set -eo pipefail', ...lines].join('\n')}\n`;
}

function opened(known: string | undefined, variable: Work['open']): Work['open'] {
  return known === undefined ? variable : undefined;
}
