import type { Severity } from './rules/finding';
import { locateMessage, type TemplateMessage } from './templateMessage';
import { traceInOneLine } from './templateTrace';

const severities: Readonly<Record<string, Severity>> = {
  INFO: 'info',
  WARNING: 'warning',
  ERROR: 'error',
};

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
    const located = locateMessage(traceInOneLine(text));
    const { file = path.endsWith('/') || path === 'templates' ? undefined : path } = located;
    return [{ severity, ...located, file }];
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
