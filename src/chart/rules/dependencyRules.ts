import type { CheckedChart, DependencyNode } from './checkedChart';
import { convertFix } from './convertFix';
import type { Draft, Spot } from './draft';
import { fix, setField } from './fixes';
import { emptyItemSpot, removeItem } from './structureEdits';
import { isEmptyNode, itemsOf, pairOf, type YamlNode } from './yamlNode';

const aliasGrammar = /^[a-zA-Z0-9_-]+$/;

/** How dependencies are declared: `Validate` and the Chart.yaml rules of `helm lint` (pkg/chart/v2/dependency.go). */
export function dependencyRules(chart: CheckedChart): readonly Draft[] {
  const { dependencies } = chart;
  return [
    ...apiVersionRules(chart),
    ...itemsOf(dependencies.node)
      .filter(isEmptyNode)
      .map((node) => emptyRule(chart, node)),
    ...dependencies.items.flatMap((dependency) => fieldRules(chart, dependency)),
    ...duplicateRules(chart),
  ];
}

/** A fix that takes a dependency away. */
export function removeDependency(
  { dependencies }: CheckedChart,
  node: YamlNode,
): ReturnType<typeof removeItem> {
  const pair = pairOf(dependencies.in.root, 'dependencies');
  const list = dependencies.node;
  return list?.kind === 'list' ? removeItem(dependencies.in, pair, list, node) : undefined;
}

function apiVersionRules(chart: CheckedChart): readonly Draft[] {
  const { definition, requirements, apiVersion } = chart;
  const version = pairOf(definition.root, 'apiVersion');
  const own = pairOf(definition.root, 'dependencies');
  const required = pairOf(requirements?.root, 'dependencies');
  const drafts: Draft[] = [];
  if (own && apiVersion !== 'v2' && itemsOf(own.value).length > 0) {
    drafts.push({
      rule: 'dependencies-need-v2',
      in: definition,
      at: own.key,
      template:
        'Chart.yaml has dependencies from apiVersion v2 on, and this one is of apiVersion "{apiVersion}"',
      facts: { apiVersion },
      fixes: [
        fix({
          title: 'Set apiVersion to v2',
          edits: [setField(definition, definition.root, { name: 'apiVersion', text: 'v2' })],
        }),
      ],
    });
  }
  if (apiVersion === 'v1' && version) {
    const template = 'apiVersion v1 is that of Helm 2: v2 is for Helm 3 and later';
    const fixes = [convertFix(chart)];
    drafts.push({ rule: 'api-version-v1', in: definition, at: version.value, template, fixes });
  }
  if (requirements && apiVersion === 'v2') {
    const at = required?.key ?? {
      start: 0,
      end: requirements.text.trimEnd().split('\n')[0]?.length ?? 0,
    };
    const template =
      'A chart of apiVersion v2 has its dependencies in Chart.yaml: Helm packs no requirements.yaml';
    drafts.push({
      rule: 'requirements-in-v2',
      in: requirements,
      at,
      template,
      fixes: [convertFix(chart)],
    });
  }
  return drafts;
}

function emptyRule(chart: CheckedChart, node: YamlNode): Draft {
  const { in: source } = chart.dependencies;
  const fixes = [fix({ title: 'Remove it', edits: [removeDependency(chart, node)], isSafe: true })];
  const template = 'A dependency cannot be empty';
  return { rule: 'dependency-empty', in: source, at: emptyItemSpot(source, node), template, fixes };
}

function fieldRules(chart: CheckedChart, dependency: DependencyNode): readonly Draft[] {
  const { in: source } = chart.dependencies;
  const { node, name, alias } = dependency;
  const drafts: Draft[] = [];
  if (name === '') {
    const at = node.pairs[0]?.key ?? node;
    const template = 'A dependency needs a name: that of the chart it is';
    drafts.push({ rule: 'dependency-name-missing', in: source, at, template });
  }
  const aliasNode = pairOf(node, 'alias')?.value;
  if (aliasNode && alias !== '' && !aliasGrammar.test(alias)) {
    const text = alias.replace(/[^a-zA-Z0-9_-]+/g, '-');
    drafts.push({
      rule: 'dependency-alias-invalid',
      in: source,
      at: aliasNode,
      template: 'Helm refuses the alias "{alias}": it has letters, digits, "_" and "-" only',
      facts: { alias },
      fixes: [
        fix({
          title: 'Change it to {text}',
          facts: { text },
          edits: [setField(source, node, { name: 'alias', text })],
        }),
      ],
    });
  }
  return drafts;
}

/** Helm tells dependencies apart by alias, or by name where they have none. */
function duplicateRules(chart: CheckedChart): readonly Draft[] {
  const { in: source, items } = chart.dependencies;
  const first = new Map<string, DependencyNode>();
  const taken = new Set(items.map((one) => one.alias || one.name));
  const drafts: Draft[] = [];
  for (const dependency of items) {
    const key = dependency.alias || dependency.name;
    const earlier = first.get(key);
    if (key === '') continue;
    if (earlier) drafts.push(duplicate(chart, dependency, earlier, key));
    else first.set(key, dependency);
  }
  return drafts;

  function duplicate(
    of: CheckedChart,
    dependency: DependencyNode,
    earlier: DependencyNode,
    key: string,
  ): Draft {
    const { node } = dependency;
    const free = freeAlias(taken, dependency.name);
    return {
      ...spotOf(of, dependency),
      rule: 'dependency-duplicate',
      template: 'Another dependency has the name or alias "{key}" already',
      facts: { key },
      related: [{ ...spotOf(of, earlier), template: '"{key}" is here too', facts: { key } }],
      fixes: [
        fix({
          title: 'Give it the alias {alias}',
          facts: { alias: free },
          edits: [setField(source, node, { name: 'alias', text: free })],
        }),
        fix({ title: 'Remove this dependency', edits: [removeDependency(of, node)] }),
      ],
    };
  }
}

function spotOf(chart: CheckedChart, { node, alias, at }: DependencyNode): Spot {
  const written = alias === '' ? at : (pairOf(node, 'alias')?.value ?? at);
  return { in: chart.dependencies.in, at: written };
}

function freeAlias(taken: ReadonlySet<string>, name: string): string {
  const stem = name.replace(/[^a-zA-Z0-9_-]+/g, '-');
  let number = 2;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
