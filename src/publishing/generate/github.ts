import { isPlainPath, plainTitle } from './names';
import {
  furtherNeeds,
  loginLine,
  pipelineName,
  pipelineTitle,
  registryOf,
  workLines,
  type Pipeline,
  type PipelineTask,
} from './pipeline';
import { identityNeeds, signInWay, usualAwsAudience } from './signIn';
import { tagShape } from './tagShape';
import { yamlText, type YamlComment } from './yamlText';

type Step = Readonly<Record<string, unknown>>;

interface SignIn {
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>;
  readonly steps: readonly Step[];
  /** What somebody has to set, for the head of the file. */
  readonly needs: readonly string[];
}

/** Where GitHub looks for workflows. */
export function workflowPath(pipeline: Pipeline): string {
  return `.github/workflows/${pipelineName(pipeline.task)}.yaml`;
}

/** A GitHub Actions workflow (GitHub Docs, "Workflow syntax"). */
export function githubWorkflow(pipeline: Pipeline): string {
  const { task } = pipeline;
  const name = pipelineName(task);
  const signIn = signInOf(pipeline);
  const title = plainTitle(pipelineTitle(task));
  const workflow = {
    name: title,
    on: { ...trigger(pipeline), workflow_dispatch: {} },
    permissions: { contents: 'read', ...signIn.permissions },
    concurrency: { group: concurrencyGroup(task), 'cancel-in-progress': false },
    jobs: {
      [name]: {
        'runs-on': 'ubuntu-latest',
        'timeout-minutes': task.kind === 'publish' ? 15 : 120,
        steps: [
          { uses: 'actions/checkout@v7', with: { 'persist-credentials': false } },
          // A job that may publish runs nothing from a cache that another one has filled.
          {
            uses: 'actions/setup-node@v7',
            with: { 'node-version': 24, 'package-manager-cache': false },
          },
          ...signIn.steps,
          { name: title, shell: 'bash', run: lines(workLines(pipeline)) },
        ],
      },
    },
  };
  const comments: YamlComment[] =
    signIn.permissions?.['id-token'] !== undefined
      ? [
          {
            path: ['permissions', 'id-token'],
            lines: ['Lets the job ask for the token it signs in with.'],
          },
        ]
      : [];
  const head = [...signIn.needs, ...furtherNeeds(task)];
  return yamlText(workflow, { head, comments, version: '1.2' });
}

/**
 * Of the runs that wait in a group GitHub keeps the newest only ("Control the concurrency of workflows and jobs"). Each tag is a
 * version that has to be published, so it waits for none but itself.
 */
function concurrencyGroup(task: PipelineTask): string {
  const name = pipelineName(task);
  return task.kind === 'publish' && task.on === 'tag' ? name + '-${{ github.ref }}' : name;
}

/** Of what a filter takes for more than itself, git allows these in a tag. */
function asGlob(text: string): string {
  return text.replace(/[+!\]]/g, '\\$&');
}

function trigger({ task, branch }: Pipeline): object {
  if (task.kind === 'mirror') return { schedule: [{ cron: task.cron }] };
  if (task.on === 'tag') {
    const shape = tagShape(task);
    const [before, after] = [shape.before, shape.after].map(asGlob);
    // A version begins with a digit: those of `app` are not those of `app-db`.
    return { push: { tags: [`${before}[0-9]*${after}`, `${before}v[0-9]*${after}`] } };
  }
  const filter = isPlainPath(task.path) && task.path !== '.' ? { paths: [`${task.path}/**`] } : {};
  return { push: { branches: [branch], ...filter } };
}

function signInOf(pipeline: Pipeline): SignIn {
  const { task, identity } = pipeline;
  const registry = registryOf(task);
  const way = signInWay(registry);
  const needs = identityNeeds(way, identity, { variable: 'variable', holder: 'repository' });
  switch (way.kind) {
    case 'aws': {
      const { region, audience } = way;
      return {
        permissions: { 'id-token': 'write' },
        steps: [
          {
            name: 'Sign in to AWS',
            uses: 'aws-actions/configure-aws-credentials@v6',
            with: {
              'role-to-assume': identity.awsRole ?? '${{ vars.AWS_ROLE_ARN }}',
              'aws-region': region,
              ...(audience !== usualAwsAudience && { audience }),
            },
          },
        ],
        needs,
      };
    }
    case 'azure': {
      const environment = azureEnvironments[way.cloud];
      return {
        permissions: { 'id-token': 'write' },
        steps: [
          {
            name: 'Sign in to Azure',
            uses: 'azure/login@v3',
            with: {
              'client-id': identity.azureClient ?? '${{ vars.AZURE_CLIENT_ID }}',
              'tenant-id': identity.azureTenant ?? '${{ vars.AZURE_TENANT_ID }}',
              'allow-no-subscriptions': true,
              ...(environment !== undefined && { environment, audience: way.audience }),
            },
          },
        ],
        needs,
      };
    }
    case 'password':
      if (way.forge === 'github') {
        return {
          permissions: { packages: 'write' },
          steps: [loginStep(pipeline, '${{ github.actor }}', '${{ github.token }}')],
          needs,
        };
      }
      return {
        steps: [
          loginStep(
            pipeline,
            '${{ secrets.REGISTRY_USERNAME }}',
            '${{ secrets.REGISTRY_PASSWORD }}',
          ),
        ],
        needs: [
          `Set the secrets REGISTRY_USERNAME and REGISTRY_PASSWORD: a login that may push to ${registry}.`,
        ],
      };
  }
}

/** As `azure/login` calls Azure's clouds; the public one is its default. */
const azureEnvironments: Readonly<Record<string, string>> = {
  china: 'azurechinacloud',
  'us-government': 'azureusgovernment',
};

function loginStep(pipeline: Pipeline, username: string, password: string): Step {
  return {
    name: 'Sign in to the registry',
    shell: 'bash',
    env: { REGISTRY_USERNAME: username, REGISTRY_PASSWORD: password },
    run: lines([loginLine(pipeline, '$REGISTRY_USERNAME', '$REGISTRY_PASSWORD')]),
  };
}

/** A block, also of one line: an expression in a line would be read as one. */
function lines(script: readonly string[]): string {
  return `${script.join('\n')}\n`;
}
