import { Document, isMap, isScalar } from 'yaml';

export interface YamlTextOptions {
  /** Lines above everything. */
  readonly head?: readonly string[];
  readonly comments?: readonly YamlComment[];
  /** What reads the text: most tools read YAML 1.1, where `on` and `yes` are booleans unless they are quoted. */
  readonly version?: '1.1' | '1.2';
}

/** Lines above a key. */
export interface YamlComment {
  readonly path: readonly (string | number)[];
  readonly lines: readonly string[];
}

/** A value as YAML with comments; what has to be quoted is. Keys whose value is undefined are left out. */
export function yamlText(
  value: object,
  { head = [], comments = [], version = '1.1' }: YamlTextOptions = {},
): string {
  const document = new Document(value, {
    schema: version === '1.1' ? 'yaml-1.1' : 'core',
    aliasDuplicateObjects: false,
    keepUndefined: false,
  });
  for (const { path, lines } of comments) {
    const map = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    if (!isMap(map)) continue;
    const name = path.at(-1);
    const pair = map.items.find(({ key }) => isScalar(key) && key.value === name);
    if (pair && isScalar(pair.key)) pair.key.commentBefore = comment(lines);
  }
  const text = document.toString({ lineWidth: 0 });
  return head.length === 0
    ? text
    : `${head.map((line) => `# ${line}`.trimEnd()).join('\n')}\n${text}`;
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join('\n');
}
