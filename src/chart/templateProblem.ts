import { locateMessage, type TemplateMessage } from './templateMessage';
import { traceInOneLine } from './templateTrace';

/** Why `helm template` rendered nothing, or not all. */
export interface TemplateProblem {
  readonly kind:
    | 'template'
    /** What was rendered is no YAML. */
    | 'not-yaml'
    /** The template that was asked for rendered to nothing, or is no template. */
    | 'nothing'
    | 'dependencies'
    | 'other';
  /** All of Helm's words, without those about its own flags. */
  readonly text: string;
  /** Its place in a template, where Helm names one. */
  readonly message: TemplateMessage | undefined;
}

/** Reads what a `helm template --debug` that failed printed on its error output. */
export function parseTemplateProblem(output: string): TemplateProblem {
  const text = traceInOneLine(wordsIn(output));
  const located = locateMessage(text);
  const message =
    located.file === undefined ? undefined : { severity: 'error' as const, ...located };
  return { kind: kindOf(text), text, message };
}

function kindOf(text: string): TemplateProblem['kind'] {
  if (text.startsWith('could not find template ')) return 'nothing';
  if (text.includes('missing in charts/ directory')) return 'dependencies';
  if (text.startsWith('YAML parse error on ')) return 'not-yaml';
  return /^(?:template: |parse error at |execution error at )/.test(text) ? 'template' : 'other';
}

/** From `Error: ` to the trace of Helm's own code, or its advice to use a flag that is used. */
function wordsIn(output: string): string {
  const lines = output.split(/\r?\n/);
  const first = lines.findIndex((line) => line.startsWith('Error: '));
  if (first < 0) return output.trim();
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => /^helm\.go:\d+: \[debug\]|^Use --debug flag/.test(line));
  const words = end < 0 ? rest : rest.slice(0, end);
  return words.join('\n').slice('Error: '.length).trim();
}
