import type { CheckedChart } from './checkedChart';
import type { Draft } from './draft';
import { fix } from './fixes';
import {
  fieldsOfFile,
  kindOf,
  nearestKey,
  shapeOf,
  type Fields,
  type FieldShape,
} from './knownKeys';
import { quoteScalar } from './scalarEdits';
import { removePair } from './structureEdits';
import { isEmptyNode, textOfNode, type YamlMap, type YamlNode, type YamlPair } from './yamlNode';
import type { YamlText } from './yamlText';

/** What YAML does to any file of a chart: texts that cannot be read, keys given twice or misspelled, texts taken for numbers. */
export function yamlRules(chart: CheckedChart): readonly Draft[] {
  const { definition, requirements, lock, values } = chart;
  return [definition, requirements, lock, values]
    .filter((text) => text !== undefined)
    .flatMap((text) => {
      const fields = fieldsOfFile.get(text.path);
      return [
        ...faultRule(text),
        ...(text.root ? duplicates(text, text.root) : []),
        ...(text.root && fields ? structRules(text, text.root, fields, 'the file') : []),
      ];
    });
}

export function faultRule(text: YamlText): readonly Draft[] {
  if (!text.fault) return [];
  const { offset, reason } = text.fault;
  const template = 'Helm cannot read {file}: {reason}';
  const at = faultSpan(text.text, offset);
  return [{ rule: 'yaml-invalid', in: text, at, template, facts: { file: text.path, reason } }];
}

/** The rest of the word there, or the character before the end of the text. */
function faultSpan(text: string, offset: number): { start: number; end: number } {
  const start = Math.min(offset, Math.max(0, text.trimEnd().length - 1));
  const [word = ''] = /^[^\s]*/.exec(text.slice(start, start + 200)) ?? [];
  return { start, end: Math.min(text.length, start + Math.max(1, word.length)) };
}

function duplicates(text: YamlText, node: YamlNode): readonly Draft[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap((item) => duplicates(text, item));
  const drafts: Draft[] = [];
  const first = new Map<string, YamlPair>();
  for (const pair of node.pairs) {
    if (pair.isMerged) continue;
    // What is below an alias stands elsewhere, and is seen there.
    if (pair.key.start !== pair.value.start) drafts.push(...duplicates(text, pair.value));
    const earlier = first.get(pair.name);
    if (!earlier) first.set(pair.name, pair);
    else drafts.push(duplicate(text, earlier, pair));
  }
  return drafts;
}

function duplicate(text: YamlText, earlier: YamlPair, pair: YamlPair): Draft {
  const facts = { key: pair.name };
  return {
    rule: 'key-duplicate',
    in: text,
    at: pair.key,
    template: '"{key}" is given twice: Helm takes the last one, and other readers refuse the file',
    facts,
    related: [{ in: text, at: earlier.key, template: '"{key}" is here too', facts }],
    fixes: [
      fix({
        title: 'Remove the first {key}, which does not count',
        facts,
        edits: [removePair(text, earlier)],
      }),
      fix({ title: 'Remove this {key}', facts, edits: [removePair(text, pair)] }),
    ],
  };
}

function structRules(
  text: YamlText,
  node: YamlNode,
  fields: Fields,
  where: string,
): readonly Draft[] {
  if (node.kind !== 'map') return [wrongType(text, node, where, 'map')];
  return node.pairs.flatMap((pair) => {
    if (pair.isMerged) return [];
    const shape = shapeOf(fields, pair.name);
    if (shape === undefined) return [unknownKey(text, node, pair, fields)];
    if (pair.value.kind === 'scalar' && pair.value.value === null) return [];
    return shapeRules(text, pair.value, shape, pair.name);
  });
}

function shapeRules(
  text: YamlText,
  node: YamlNode,
  shape: FieldShape,
  name: string,
): readonly Draft[] {
  if (isEmptyNode(node)) return [];
  switch (shape) {
    case 'text':
      return textRules(text, node, name);
    case 'flag':
      return node.kind === 'scalar' && typeof node.value === 'boolean'
        ? []
        : [wrongType(text, node, name, 'boolean')];
    case 'textMap':
      if (node.kind !== 'map') return [wrongType(text, node, name, 'map')];
      return node.pairs.flatMap((pair) => shapeRules(text, pair.value, 'text', pair.name));
    case 'texts':
      return listRules(text, node, name, (item) => shapeRules(text, item, 'text', name));
    case 'anythings':
      return listRules(text, node, name, () => []);
    default:
      return listRules(text, node, name, (item) =>
        isEmptyNode(item) ? [] : structRules(text, item, shape.fields, name),
      );
  }
}

function listRules(
  text: YamlText,
  node: YamlNode,
  name: string,
  rulesOf: (item: YamlNode) => readonly Draft[],
): readonly Draft[] {
  return node.kind === 'list' ? node.items.flatMap(rulesOf) : [wrongType(text, node, name, 'list')];
}

const ownRule = new Set(['version', 'appVersion']);

/** A number or boolean is turned into a text, which is not always the one that was written. */
function textRules(text: YamlText, node: YamlNode, name: string): readonly Draft[] {
  if (node.kind !== 'scalar') return [wrongType(text, node, name, 'text')];
  const read = textOfNode(node) ?? '';
  if (typeof node.value === 'string' || !node.isPlain || read === node.written) return [];
  if (text.path === 'Chart.yaml' && ownRule.has(name) && isTopLevel(text, node)) return [];
  return [
    {
      rule: 'text-misread',
      in: text,
      at: node,
      template: `YAML reads {written} as a ${kindOf(node)}, so Helm sees "{read}": a text like this needs quotes`,
      facts: { written: node.written, read },
      fixes: [fix({ title: 'Put it in quotes', edits: [quoteScalar(text, node)], isSafe: true })],
    },
  ];
}

function isTopLevel(text: YamlText, node: YamlNode): boolean {
  return text.root?.kind === 'map' && text.root.pairs.some(({ value }) => value === node);
}

function wrongType(text: YamlText, node: YamlNode, name: string, wanted: string): Draft {
  const template = 'Helm wants a {wanted} for {name}, and this is a {kind}';
  return {
    rule: 'field-wrong-type',
    in: text,
    at: node,
    template,
    facts: { wanted, name, kind: kindOf(node) },
  };
}

function unknownKey(text: YamlText, map: YamlMap, pair: YamlPair, fields: Fields): Draft {
  const facts = { key: pair.name };
  const nearest = nearestKey(fields, pair.name);
  const isFree = nearest !== undefined && !map.pairs.some(({ name }) => name === nearest);
  const remove = fix({ title: 'Remove {key}', facts, edits: [removePair(text, pair)] });
  const spot = { rule: 'key-unknown', in: text, at: pair.key } as const;
  if (nearest === undefined || !isFree) {
    return { ...spot, template: 'Helm does not know "{key}"', facts, fixes: [remove] };
  }
  const edits = [{ file: text.path, ...pair.key, text: nearest }];
  const rename = fix({ title: 'Change it to {nearest}', facts: { nearest }, edits });
  const template = 'Helm does not know "{key}": did you mean {nearest}?';
  return { ...spot, template, facts: { ...facts, nearest }, fixes: [rename, remove] };
}
