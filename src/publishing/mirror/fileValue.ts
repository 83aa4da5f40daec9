import { isAlias, isMap, isScalar, isSeq, Scalar, type Node } from 'yaml';

/** What is wrong at one place of a mirror file. */
export interface Mistake {
  /** In UTF-16 units. */
  readonly offset: number;
  /** Without a full stop. */
  readonly reason: string;
}

/** A value of a mirror file, not looked at yet. Its readers tell a mistake and give undefined for what it is not. */
export interface FileValue {
  /** As messages call it. */
  readonly name: string;
  readonly node: Node | null;
  readonly offset: number;
  readonly aliases: ReadonlyMap<Node, Node>;
  readonly tell: (mistake: Mistake) => void;
}

/** The values of a map by its keys, each of which has to be known where some are. */
export function mapOf(
  value: FileValue,
  known: readonly string[] | undefined,
): ReadonlyMap<string, FileValue> | undefined {
  const node = followed(value);
  if (!isMap(node)) {
    const ofWhat = known ? ` of ${listed(known)}` : '';
    mistaken(value, `${value.name} has to be a map${ofWhat}`);
    return undefined;
  }
  const found = new Map<string, FileValue>();
  for (const { key, value: inner } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const offset = offsetOf(key) ?? value.offset;
    const entry = { ...value, name: `"${name}"`, node: nodeOf(inner), offset };
    if (known && !known.includes(name)) {
      mistaken(entry, `"${name}" is not known here: expected ${listed(known)}`);
    } else if (found.has(name)) mistaken(entry, `"${name}" is there twice`);
    else found.set(name, entry);
  }
  return found;
}

/** The values of a list, of which there has to be one at least. */
export function listOf(value: FileValue): readonly FileValue[] | undefined {
  const node = followed(value);
  if (!isSeq(node) || node.items.length === 0) {
    mistaken(value, `${value.name} has to be a list of one or more`);
    return undefined;
  }
  return node.items.map((item, index) => ({
    ...value,
    name: `item ${index + 1} of ${value.name}`,
    node: nodeOf(item),
    offset: offsetOf(item) ?? value.offset,
  }));
}

export function isList(value: FileValue): boolean {
  return isSeq(followed(value));
}

export function isText(value: FileValue): boolean {
  return isScalar(followed(value));
}

/** A text, as it is written: `1.10` is no number here. */
export function textIn(value: FileValue): string | undefined {
  const node = followed(value);
  const text = isScalar(node) && typeof node.value === 'string' ? node.value : '';
  if (text !== '') return text;
  mistaken(value, `${value.name} has to be a text`);
  return undefined;
}

export function flagIn(value: FileValue): boolean | undefined {
  const text = plain(value);
  if (text === 'true' || text === 'false') return text === 'true';
  mistaken(value, `${value.name} has to be true or false`);
  return undefined;
}

/** A whole number from one on. */
export function countIn(value: FileValue): number | undefined {
  const text = plain(value) ?? '';
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  mistaken(value, `${value.name} has to be a whole number of at least 1`);
  return undefined;
}

export function choiceIn<T extends string>(value: FileValue, choices: readonly T[]): T | undefined {
  const text = plain(value);
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) mistaken(value, `${value.name} has to be ${listed(choices)}`);
  return choice;
}

export function mistaken(value: FileValue, reason: string): void {
  value.tell({ offset: value.offset, reason });
}

function plain(value: FileValue): string | undefined {
  const node = followed(value);
  return isScalar(node) && node.type === Scalar.PLAIN ? String(node.value) : undefined;
}

function followed({ node, aliases }: FileValue): Node | null {
  return isAlias(node) ? (aliases.get(node) ?? null) : node;
}

function nodeOf(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null;
}

function offsetOf(value: unknown): number | undefined {
  return nodeOf(value)?.range?.[0];
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
