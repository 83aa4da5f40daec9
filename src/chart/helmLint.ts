import type { Severity } from './rules/finding';

/** What `helm lint` says of a template. */
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

const severities: Readonly<Record<string, Severity>> = {
  INFO: 'info',
  WARNING: 'warning',
  ERROR: 'error',
};

// text/template, exec.go and parse.go; the engine of Helm leads with the name of the chart.
const executed =
  /template: [^/\s]+\/(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+): (?:executing "[^"]*" at <(?<expression>[^]*?)>: )?/;
const parsed = /parse error at \([^/\s]+\/(?<file>[^\s:)]+):(?<line>\d+)\): /;

/**
 * Reads what `helm lint` prints (pkg/lint/support/message.go). Only what it says of templates: the rest is known
 * already, with a better place. The line of a YAML error is one of the rendered text, so it is no place.
 */
export function parseHelmLint(output: string): TemplateMessage[] {
  return messagesIn(output).flatMap(({ level, path, text }) => {
    const severity = severities[level];
    if (severity === undefined || !/^templates(?:\/|$)/.test(path)) return [];
    // A chart without templates, or whose values cannot be read.
    if (/directory not found|^cannot load values/.test(text)) return [];
    const found = executed.exec(text) ?? parsed.exec(text);
    const { file, line, column, expression } = found?.groups ?? {};
    return [
      {
        severity,
        file: file ?? (path.endsWith('/') || path === 'templates' ? undefined : path),
        line: numberOf(line),
        column: numberOf(column),
        expression,
        text: found ? text.slice(found.index + found[0].length) : text,
      },
    ];
  });
}

interface Message {
  readonly level: string;
  readonly path: string;
  readonly text: string;
}

/** A message goes on until the next one, or the empty line at the end of a chart. */
function messagesIn(output: string): Message[] {
  const messages: Message[] = [];
  let last: string[] | undefined;
  const flush = (): void => {
    const [, level = '', path = '', text = ''] =
      /^\[(\w+)\] ([^:\n]*): ([^]*)$/.exec((last ?? []).join('\n')) ?? [];
    if (level !== '') messages.push({ level, path, text });
    last = undefined;
  };
  for (const line of output.split(/\r?\n/)) {
    if (/^\[(?:INFO|WARNING|ERROR)\] /.test(line)) {
      flush();
      last = [line];
    } else if (line === '' || line.startsWith('==> ')) flush();
    else last?.push(line);
  }
  flush();
  return messages;
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
