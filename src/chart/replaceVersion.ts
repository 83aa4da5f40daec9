import { isMap, isNode, isScalar, type Node } from 'yaml';
import { ChartroomError } from '../base/error';
import { composeYaml } from './composeYaml';

/** A piece of a text, in UTF-16 units, and what takes its place. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The edit of a Chart.yaml that gives the chart another version and touches nothing else: comments,
 * quotes and line ends stay.
 *
 * @throws ChartroomError `chart.yaml-invalid`, `chart.metadata-invalid` when there is no version
 */
export function replaceVersion(yaml: string, version: string): TextEdit {
  const { contents } = composeYaml(yaml, 'Chart.yaml');
  const [start = 0, end = 0] = versionNode(contents)?.range ?? [];
  if (start === end) {
    throw new ChartroomError({
      code: 'chart.metadata-invalid',
      template: 'Chart.yaml has no version that could be changed',
      facts: { field: 'version' },
    });
  }
  const source = yaml.slice(start, end);
  const [quote] = /^["']/.exec(source) ?? [isPlain(version) ? '' : '"'];
  // A block scalar takes the line ends after it along.
  const [rest] = /\s*$/.exec(source) ?? [''];
  return { start, end, text: `${quote}${version}${quote}${rest}` };
}

/** As in goDecode.ts: keys match in any case, the exact one first, and of several the last counts. */
function versionNode(contents: Node | null): Node | undefined {
  if (!isMap(contents)) return undefined;
  const named = (matches: (key: string) => boolean) =>
    contents.items.findLast(({ key }) => isScalar(key) && matches(String(key.value)));
  const pair = named((key) => key === 'version') ?? named((key) => key.toLowerCase() === 'version');
  return pair && isNode(pair.value) ? pair.value : undefined;
}

/** Three numbers with dots between are a text in YAML; fewer would be a number, which loses its zeros. */
function isPlain(version: string): boolean {
  return /^v?\d+\.\d+\.\d+/.test(version);
}
