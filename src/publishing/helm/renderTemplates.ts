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
  const run = await runHelm(helm, templateWords(request), { ...options, outputLimit });
  const text = run.isCut ? wholeLines(run.stdout) : run.stdout;
  return {
    yaml: run.failed ? inOrder(text) : text,
    isCut: run.isCut,
    problem: run.failed ? parseTemplateProblem(run.stderr) : undefined,
  };
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
    // Then what was rendered is printed although it is no YAML.
    '--debug',
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
