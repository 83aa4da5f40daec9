import { hasCode } from '../../base/error';
import type { JsonValue } from '../../base/goJson';
import { json } from '../goDecode';
import { parseSchema } from '../valuesSchema';
import type { CheckedChart } from './checkedChart';
import type { Draft } from './draft';
import { fix } from './fixes';
import { kindOf } from './knownKeys';
import { chartSpot } from './metadataRules';
import { checkSchema, type SchemaFailure } from './schemaCheck';
import { sourceText, type SourceText, type Span } from './sourceText';
import type { YamlNode } from './yamlNode';
import type { YamlText } from './yamlText';

const schemaFile = 'values.schema.json';

/** The rules of `helm lint` for values.yaml (pkg/chart/v2/lint/rules/values.go). */
export function valuesRules(chart: CheckedChart): readonly Draft[] {
  const { values, files, texts } = chart;
  if (!values) return files && !files.includes('values.yaml') ? [missing(chart)] : [];
  if (values.root && values.root.kind !== 'map') {
    const template = 'Values have to be a map, and this is a {kind}';
    const facts = { kind: kindOf(values.root) };
    return [{ rule: 'values-not-map', in: values, at: values.root, template, facts }];
  }
  const schema = texts.get(schemaFile);
  return schema === undefined || schema.trim() === '' ? [] : schemaRules(values, schema);
}

function missing(chart: CheckedChart): Draft {
  const edit = { file: 'values.yaml', start: 0, end: 0, text: '{}\n' };
  return {
    rule: 'values-missing',
    in: chart.definition,
    at: chartSpot(chart),
    template: 'The chart has no values.yaml',
    fixes: [fix({ title: 'Create values.yaml', edits: [edit], isSafe: true })],
  };
}

function schemaRules(values: YamlText, text: string): readonly Draft[] {
  const source = sourceText(schemaFile, text);
  let schema: JsonValue;
  try {
    schema = parseSchema(text) as JsonValue;
  } catch (error) {
    if (!hasCode(error, 'chart.schema-invalid')) throw error;
    const { line = 1, column = 1, reason = '' } = error.facts;
    const at = lineAt(text, Number(line), Number(column));
    return [invalid(source, at, `it is not JSON: ${reason}`)];
  }
  if (!values.value) return [];
  const instance = json({ node: values.value, path: '', onWrongShape: () => undefined }) ?? {};
  const result = checkSchema(schema, instance);
  const whole = lineAt(text, 1, 1);
  const drafts = result.failures.map((failure) => refusal(values, failure));
  if (result.invalid !== undefined) drafts.push(invalid(source, whole, result.invalid));
  if (result.unchecked !== undefined) {
    const template = 'values.yaml is not checked against all of values.schema.json: {reason}';
    const facts = { reason: result.unchecked };
    drafts.push({ rule: 'schema-not-checked', in: source, at: whole, template, facts });
  }
  return drafts;
}

function invalid(source: SourceText, at: Span, reason: string): Draft {
  const template = 'values.schema.json cannot be used: {reason}';
  return { rule: 'schema-invalid', in: source, at, template, facts: { reason } };
}

/** From a place, counted from one, to the end of its line. */
function lineAt(text: string, line: number, column: number): Span {
  const lines = text.split('\n').slice(0, line);
  const last = (lines.pop() ?? '').replace(/\r$/, '');
  const start = lines.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  return { start, end: Math.max(start, start + last.length - column + 1) };
}

function refusal(values: YamlText, { path, reason }: SchemaFailure): Draft {
  return {
    rule: 'values-against-schema',
    in: values,
    at: placeOf(values.root, path),
    ...(path.length === 0
      ? { template: 'values.schema.json refuses the values: {reason}', facts: { reason } }
      : {
          template: 'values.schema.json refuses {path}: {reason}',
          facts: { path: path.join('.'), reason },
        }),
  };
}

/** A scalar where it stands; of what spans lines, its key. */
function placeOf(root: YamlNode | null, path: readonly string[]): Span {
  let node = root;
  let key: Span | undefined = root?.kind === 'map' ? root.pairs[0]?.key : undefined;
  for (const step of path) {
    if (node?.kind === 'list') node = node.items[Number(step)] ?? null;
    else {
      const pair =
        node?.kind === 'map' ? node.pairs.findLast(({ name }) => name === step) : undefined;
      key = pair?.key ?? key;
      node = pair?.value ?? null;
    }
  }
  const own = node?.kind === 'scalar' && node.end > node.start ? node : undefined;
  return own ?? key ?? { start: 0, end: 0 };
}
