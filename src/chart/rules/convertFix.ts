import type { CheckedChart } from './checkedChart';
import type { FileEdit, Fix } from './finding';
import { fix, setField } from './fixes';
import { pairOf } from './yamlNode';

/**
 * Makes a chart of apiVersion v1 one of v2: the dependencies of requirements.yaml come into Chart.yaml with
 * their comments, and requirements.lock becomes Chart.lock. Undefined where that takes a human.
 */
export function convertFix(chart: CheckedChart): Fix | undefined {
  const { definition, requirements, apiVersion, texts } = chart;
  const isV2 = apiVersion === 'v2';
  const version = isV2
    ? []
    : [setField(definition, definition.root, { name: 'apiVersion', text: 'v2' })];
  if (!requirements) return fix({ title: 'Convert to apiVersion v2', edits: version });
  const lock = texts.get('requirements.lock');
  const keepsLock = lock !== undefined && !texts.has('Chart.lock');
  return fix({
    title: isV2 ? 'Move the dependencies to Chart.yaml' : 'Convert to apiVersion v2',
    edits: [
      ...version,
      moveDependencies(chart),
      ...(keepsLock ? [{ file: 'Chart.lock', start: 0, end: 0, text: lock }] : []),
    ],
    action: {
      kind: 'delete-files',
      files: ['requirements.yaml', ...(lock === undefined ? [] : ['requirements.lock'])],
    },
  });
}

function moveDependencies({ definition, requirements }: CheckedChart): FileEdit | undefined {
  const from = requirements?.root;
  const to = definition.root;
  const isMovable =
    requirements?.fault === undefined &&
    (!from || (from.kind === 'map' && !from.isFlow && from.pairs.length === 1)) &&
    to?.kind === 'map' &&
    !to.isFlow &&
    definition.documents.length === 1 &&
    !/^\.\.\./m.test(definition.text) &&
    pairOf(to, 'dependencies') === undefined;
  if (!requirements || !isMovable) return undefined;
  const body = requirements.text
    .replace(/^---[^\n]*\n/, '')
    .replaceAll(/\r?\n/g, definition.lineEnd);
  const at = definition.text.length;
  const isOpen = !definition.text.endsWith('\n');
  const text = (isOpen ? definition.lineEnd : '') + body;
  return { file: definition.path, start: at, end: at, text };
}
