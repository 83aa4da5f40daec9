import type { Abortable } from '../../base/abort';
import { parseTemplateProblem, type TemplateProblem } from '../../chart/templateProblem';
import { runHelm } from './runHelm';
import { valuesFlags } from './valuesFlag';

/** As much as an editor still colours. */
const outputLimit = 10 * 1024 * 1024;

export interface TemplateRequest {
  /** The chart. */
  readonly directory: string;
  readonly releaseName: string;
  readonly namespace: string;
  /** The last one wins. */
  readonly valuesFiles: readonly string[];
  /** The only template to show, as a path from the chart's folder, separated by `/`. */
  readonly template: string | undefined;
  /** Empty for what Helm assumes. */
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
  readonly includeCrds: boolean;
}

export interface Rendering {
  /** What was rendered; of a chart whose YAML is wrong, that YAML; empty where there is nothing. */
  readonly yaml: string;
  /** True where there was more than 10 MiB. */
  readonly isCut: boolean;
  readonly problem: TemplateProblem | undefined;
}

export interface RenderOptions extends Abortable {
  /** Milliseconds. */
  readonly timeLimit?: number;
}

/**
 * Renders the templates of a chart as `helm template` does. No cluster is asked.
 *
 * @param helm absolute path of the program
 * @throws ChartroomError `helm.not-run`, `helm.too-slow`
 */
export async function renderTemplates(
  helm: string,
  request: TemplateRequest,
  options: RenderOptions = {},
): Promise<Rendering> {
  // With --debug what was rendered is printed although it is no YAML.
  const run = await runHelm(helm, [...templateWords(request), '--debug'], {
    ...options,
    outputLimit,
  });
  const text = run.isCut ? wholeLines(run.stdout) : run.stdout;
  return {
    yaml: run.failed ? inOrder(text) : text,
    isCut: run.isCut,
    problem: run.failed ? await problemOf(helm, request, run.stderr, options) : undefined,
  };
}

/** With --debug Helm says of a single template that it is not there, whichever of the others has failed. */
async function problemOf(
  helm: string,
  request: TemplateRequest,
  stderr: string,
  options: RenderOptions,
): Promise<TemplateProblem> {
  const problem = parseTemplateProblem(stderr);
  if (request.template === undefined || problem.kind !== 'nothing') return problem;
  const again = await runHelm(helm, templateWords(request), { ...options, outputLimit });
  return again.failed ? parseTemplateProblem(again.stderr) : problem;
}

function templateWords(request: TemplateRequest): string[] {
  const { directory, releaseName, namespace, valuesFiles, template, kubeVersion } = request;
  return [
    ...['template', releaseName, directory, '--namespace', namespace],
    ...valuesFlags(valuesFiles),
    ...(template === undefined ? [] : ['--show-only', template]),
    ...(kubeVersion === '' ? [] : ['--kube-version', kubeVersion]),
    ...request.apiVersions.flatMap((version) => ['--api-versions', version]),
    ...(request.includeCrds ? ['--include-crds'] : []),
  ];
}

function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

/** What Helm prints after an error comes in another order each time. */
function inOrder(text: string): string {
  if (text.trim() === '') return '';
  const parts = text.split(/^(?=---\n# Source: )/m);
  const isDocument = (part: string): boolean => part.startsWith('---\n');
  return [...parts.filter((part) => !isDocument(part)), ...parts.filter(isDocument).sort()].join(
    '',
  );
}
