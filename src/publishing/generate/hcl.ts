/** A value of HCL that this project writes: a text, a number, a boolean, or a list of texts. */
type HclValue = string | number | boolean | readonly string[];

/** One argument or block inside a block, in the order they are written. */
export type HclItem =
  | { readonly argument: string; readonly value: HclValue }
  /** What refers to something else, such as `aws_ecr_repository.app.name`; written as it is. */
  | { readonly argument: string; readonly expression: string }
  | { readonly block: string; readonly items: readonly HclItem[] };

/** A block at the top, such as `resource "type" "name"`. Labels are texts. */
export function hclBlock(
  type: string,
  labels: readonly string[],
  items: readonly HclItem[],
): string {
  const head = [type, ...labels.map(hclText)].join(' ');
  return `${head} {\n${body(items, '  ')}}\n`;
}

/** A quoted text (HCL native syntax, "Template Expressions"): what would begin a template is doubled. */
export function hclText(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[$%](?=\{)/g, '$&$&')
    // eslint-disable-next-line no-control-regex -- they are what is to be escaped
    .replace(/[\u0000-\u001f\u007f]/g, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
  return `"${escaped}"`;
}

/** As `terraform fmt` lays it out: the equals signs of neighbouring arguments stand below each other, and blocks apart. */
function body(items: readonly HclItem[], indent: string): string {
  const groups = items.reduce<HclItem[][]>((all, item) => {
    const last = all.at(-1);
    if (last && 'argument' in item && last.every((other) => 'argument' in other)) last.push(item);
    else all.push([item]);
    return all;
  }, []);
  return groups.map((group) => groupText(group, indent)).join('\n');
}

function groupText(group: readonly HclItem[], indent: string): string {
  const width = Math.max(...group.map((item) => ('argument' in item ? item.argument.length : 0)));
  return group
    .map((item) => {
      if ('block' in item) {
        return `${indent}${item.block} {\n${body(item.items, `${indent}  `)}${indent}}\n`;
      }
      const value = 'expression' in item ? item.expression : hclValue(item.value);
      return `${indent}${item.argument.padEnd(width)} = ${value}\n`;
    })
    .join('');
}

function hclValue(value: HclValue): string {
  if (typeof value === 'string') return hclText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `[${value.map(hclText).join(', ')}]`;
}
