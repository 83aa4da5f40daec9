import type { Severity } from './rules/finding';

/** What Helm says of a template. */
export interface TemplateMessage {
  readonly severity: Severity;
  /** Path from the chart's folder; undefined where Helm names none. */
  readonly file: string | undefined;
  /** From 1, in the file as it is written; undefined where Helm names none, or one of what it rendered. */
  readonly line: number | undefined;
  /** In bytes, from 0. */
  readonly column: number | undefined;
  /** The expression it is about, as Helm shortens it. */
  readonly expression: string | undefined;
  readonly text: string;
}

// text/template, exec.go and parse.go; the engine of Helm (pkg/engine) leads with the name of the chart.
const executed =
  /template: [^/\s]+\/(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+): (?:executing "[^"]*" at <(?<expression>[^]*?)>: )?/;
const parsed = /parse error at \([^/\s]+\/(?<file>[^\s:)]+):(?<line>\d+)\): /;
/** What `fail` and `required` say. */
const refused = /execution error at \([^/\s]+\/(?<file>[^\s:)]+):(?<line>\d+):(?<column>\d+)\): /;
/** Its line is one of the rendered text, so it is no place. */
const notYaml = /YAML parse error on [^/\s]+\/(?<file>[^\s:]+): /;

/** The place that Helm's words begin with, and the rest of them. */
export function locateMessage(
  text: string,
): Pick<TemplateMessage, 'file' | 'line' | 'column' | 'expression' | 'text'> {
  const found =
    executed.exec(text) ?? parsed.exec(text) ?? refused.exec(text) ?? notYaml.exec(text);
  const { file, line, column, expression } = found?.groups ?? {};
  return {
    file,
    line: numberOf(line),
    column: numberOf(column),
    expression,
    text: found ? text.slice(found.index + found[0].length) : text,
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** The piece of a line that a message is about, in UTF-16 units: the expression, else all but the indentation. */
export function placeInLine(
  line: string,
  { column, expression }: Pick<TemplateMessage, 'column' | 'expression'>,
): { readonly start: number; readonly end: number } {
  const at = column === undefined ? 0 : Buffer.from(line).subarray(0, column).toString().length;
  // A long expression is cut by Go and ends in dots.
  const wanted = expression?.replace(/\.\.\.$/, '') ?? '';
  const near = wanted === '' ? -1 : line.indexOf(wanted, Math.max(0, at - wanted.length));
  if (near >= 0) return { start: near, end: near + wanted.length };
  const start = line.length - line.trimStart().length;
  return { start, end: Math.max(start, line.trimEnd().length) };
}
