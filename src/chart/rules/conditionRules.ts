import type { CheckedChart, DependencyNode } from './checkedChart';
import type { Draft } from './draft';
import type { FileEdit } from './finding';
import { fix } from './fixes';
import { scalar } from './scalarEdits';
import { appendLines, insertAfterPair } from './structureEdits';
import { pairOf, type YamlNode } from './yamlNode';
import { readYamlText } from './yamlText';

/** A condition decides nothing where the values do not have it (pkg/chart/v2/util/dependencies.go). */
export function conditionRules(chart: CheckedChart): readonly Draft[] {
  const { values, dependencies } = chart;
  if (!values || values.fault) return [];
  return dependencies.items.flatMap((dependency): readonly Draft[] => {
    const node = pairOf(dependency.node, 'condition')?.value;
    const paths = dependency.condition.split(',').map((path) => path.trim());
    const [first = ''] = paths;
    if (!node || first === '' || paths.some((path) => isThere(chart, dependency, path))) return [];
    return [
      {
        rule: 'condition-not-in-values',
        in: dependencies.in,
        at: node,
        template: 'values.yaml has no {path}, so the condition decides nothing unless it is given',
        facts: { path: first },
        fixes: [
          fix({
            title: 'Add {path} to values.yaml',
            facts: { path: first },
            edits: [added(chart, first)],
          }),
        ],
      },
    ];
  });
}

/** The values of a sub-chart count too, below its name. */
function isThere(chart: CheckedChart, { name, alias }: DependencyNode, path: string): boolean {
  const steps = path.split('.');
  if (valueAt(chart.values?.root, steps)) return true;
  const file = `charts/${name}/values.yaml`;
  const text = chart.texts.get(file);
  if (text === undefined || steps[0] !== (alias || name)) return false;
  return valueAt(readYamlText(file, text).root, steps.slice(1)) !== undefined;
}

function valueAt(
  root: YamlNode | null | undefined,
  steps: readonly string[],
): YamlNode | undefined {
  let node: YamlNode | null | undefined = root;
  for (const step of steps) {
    node =
      node?.kind === 'map' ? node.pairs.findLast(({ name }) => name === step)?.value : undefined;
  }
  return node ?? undefined;
}

function added({ values }: CheckedChart, path: string): FileEdit | undefined {
  const steps = path.split('.');
  if (!values || steps.includes('')) return undefined;
  let depth = 0;
  while (depth < steps.length && valueAt(values.root, steps.slice(0, depth + 1))) depth += 1;
  const missing = steps.slice(depth);
  const lines = missing.map((step, at) => {
    const isLast = at === missing.length - 1;
    return `${'  '.repeat(at)}${scalar(step)}:${isLast ? ' true' : ''}`;
  });
  if (values.root === null) return appendLines(values, lines);
  return insertAfterPair(
    values,
    valueAt(values.root, steps.slice(0, depth)) ?? null,
    undefined,
    lines,
  );
}
