import { writtenKeys } from './writtenDependencies';

/** A text to put in, in the snippet syntax of VS Code. */
export interface SnippetEdit {
  /** In UTF-16 units. */
  readonly offset: number;
  readonly snippet: string;
}

/** The first maintainer of a Chart.yaml, at its end; undefined where it has a list of them, or cannot be added to. */
export function newMaintainer(yaml: string): SnippetEdit | undefined {
  if (writtenKeys(yaml)?.includes('maintainers') !== false) return undefined;
  const lineEnd = yaml.includes('\r\n') ? '\r\n' : '\n';
  const lines = [
    ...(yaml.endsWith('\n') ? [] : ['']),
    'maintainers:',
    '  - name: ${1:Name}',
    '    email: ${2:name@example.org}',
    '',
  ];
  return { offset: yaml.length, snippet: lines.join(lineEnd) };
}
