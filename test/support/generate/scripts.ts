import { parse } from 'yaml';

interface GithubStep {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface GithubWorkflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly GithubStep[] }>>;
}

/** The scripts of a workflow's only job, as GitHub runs them: each step with `bash -eo pipefail`. */
export function githubScripts(yaml: string): readonly string[] {
  const { jobs } = parse(yaml) as GithubWorkflow;
  const [job] = Object.values(jobs);
  return (job?.steps ?? []).flatMap(({ run }) => run ?? []);
}

/** The script of a file's only job, as GitLab runs it: all lines in one shell. */
export function gitlabScripts(yaml: string): readonly string[] {
  const jobs = parse(yaml) as Readonly<Record<string, { readonly script: readonly string[] }>>;
  const [job] = Object.values(jobs);
  return [(job?.script ?? []).join('\n')];
}

interface AzureStep {
  readonly bash?: string;
  readonly inputs?: { readonly inlineScript?: string };
}

/** The scripts of a pipeline of Azure. */
export function azureScripts(yaml: string): readonly string[] {
  const { steps } = parse(yaml) as { readonly steps: readonly AzureStep[] };
  return steps.flatMap(({ bash, inputs }) => bash ?? inputs?.inlineScript ?? []);
}
