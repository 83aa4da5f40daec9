import { parseVersion, compareVersions, parseStrictVersion } from '../version';
import { parseConstraint } from '../constraint';
import { hasCode } from '../../base/error';
import type { CheckedChart } from './checkedChart';
import type { Draft } from './draft';
import type { Fix } from './finding';
import { bumpFixes, fix, setField } from './fixes';
import { quoteScalar, replaceScalar } from './scalarEdits';
import type { Span } from './sourceText';
import { pairOf, textOfNode, type YamlPair, type YamlScalar } from './yamlNode';

const zero = parseVersion('0.0.0-0');

/** Helm's `Validate` and the Chart.yaml rules of `helm lint` (pkg/chart/v2/lint/rules/chartfile.go), for fields of one value. */
export function metadataRules(chart: CheckedChart): readonly Draft[] {
  return [
    ...apiVersionRules(chart),
    ...nameRules(chart),
    ...versionRules(chart),
    ...appVersionRules(chart),
    ...kubeVersionRules(chart),
    ...typeRules(chart),
  ];
}

/** Where a finding about the chart as a whole stands: its name, or what comes first. */
export function chartSpot({ definition }: CheckedChart): Span {
  const name = pairOf(definition.root, 'name');
  const first = definition.root?.kind === 'map' ? definition.root.pairs[0]?.key : undefined;
  return name?.value ?? first ?? { start: 0, end: 0 };
}

function apiVersionRules(chart: CheckedChart): readonly Draft[] {
  const { definition, apiVersion } = chart;
  const fixes = [
    fix({
      title: 'Set apiVersion to v2',
      edits: [setField(definition, definition.root, { name: 'apiVersion', text: 'v2' })],
      isSafe: true,
    }),
  ];
  const pair = fieldOf(chart, 'apiVersion');
  if (pair && pair.value.kind !== 'scalar') return [];
  if (apiVersion === '') {
    const template = 'apiVersion is required: it must be v2, or v1 for a chart as Helm 2 had them';
    return [
      {
        rule: 'api-version-missing',
        in: definition,
        at: missingSpot(chart, pair),
        template,
        fixes,
      },
    ];
  }
  if (apiVersion === 'v1' || apiVersion === 'v2' || !pair) return [];
  const template = 'Helm does not know apiVersion "{apiVersion}": it must be v1 or v2';
  return [
    {
      rule: 'api-version-unknown',
      in: definition,
      at: pair.value,
      template,
      facts: { apiVersion },
      fixes,
    },
  ];
}

function nameRules(chart: CheckedChart): readonly Draft[] {
  const { definition, facts } = chart;
  const pair = fieldOf(chart, 'name');
  const name = textOfNode(pair?.value) ?? '';
  const named = { name: 'name', text: facts.folder, after: 'apiVersion' };
  const fixes = [
    fix({
      title: 'Name the chart {name}, as its folder',
      facts: { name: facts.folder },
      edits: [setField(definition, definition.root, named)],
    }),
  ];
  if (pair && pair.value.kind !== 'scalar') return [];
  if (name === '') {
    const template = 'A chart needs a name';
    return [
      { rule: 'name-missing', in: definition, at: missingSpot(chart, pair), template, fixes },
    ];
  }
  if (!pair || !(name === '.' || name === '..' || /[/\\]/.test(name))) return [];
  const template = 'Helm refuses the name "{name}": it must be a name and no path';
  return [
    { rule: 'name-invalid', in: definition, at: pair.value, template, facts: { name }, fixes },
  ];
}

function versionRules(chart: CheckedChart): readonly Draft[] {
  const { definition } = chart;
  const pair = fieldOf(chart, 'version');
  const version = textOfNode(pair?.value) ?? '';
  if (pair && pair.value.kind !== 'scalar') return [];
  if (version === '') {
    const first = { name: 'version', text: '0.1.0', after: 'name' };
    const fixes = [
      fix({
        title: 'Set the version to 0.1.0',
        edits: [setField(definition, definition.root, first)],
      }),
    ];
    const template = 'A chart needs a version';
    return [
      { rule: 'version-missing', in: definition, at: missingSpot(chart, pair), template, fixes },
    ];
  }
  if (pair?.value.kind !== 'scalar') return [];
  const misread = notText(chart, 'version-not-text', pair.value);
  return [...misread, ...semverRules(chart, pair.value, version, misread.length > 0)];
}

function semverRules(
  chart: CheckedChart,
  node: YamlScalar,
  version: string,
  isMisread: boolean,
): readonly Draft[] {
  const spot = { in: chart.definition, at: node, facts: { version } };
  const parsed = parseVersion(version);
  if (!parsed) {
    const template = 'Helm refuses the version "{version}": it is not SemVer 2, such as 1.2.3';
    return [
      { ...spot, rule: 'version-not-semver', template, fixes: completions(chart, node, version) },
    ];
  }
  if (zero && compareVersions(parsed, zero) <= 0) {
    const template = 'Helm refuses the version {version}: it has to be above 0.0.0-0';
    return [{ ...spot, rule: 'version-zero', template, fixes: bumpFixes(chart) }];
  }
  const isPrefixed = version.startsWith('v') && parseStrictVersion(version.slice(1)) !== undefined;
  if (isMisread || isPrefixed || parseStrictVersion(version)) return [];
  const template =
    'Version "{version}" is not SemVer 2 in full: it needs three numbers, without zeros before them';
  return [
    {
      ...spot,
      rule: 'version-not-strict-semver',
      template,
      fixes: completions(chart, node, version),
    },
  ];
}

/** The nearest version in full to what is written, as far as one can be told. */
function completions(
  chart: CheckedChart,
  node: YamlScalar,
  version: string,
): readonly (Fix | undefined)[] {
  const parsed = parseVersion(version.trim().replace(/^[vV=]+/, ''));
  if (!parsed) return [];
  const { major, minor, patch, prerelease, metadata } = parsed;
  const suffix = (prerelease && `-${prerelease}`) + (metadata && `+${metadata}`);
  const full = `${major}.${minor}.${patch}${suffix}`;
  return [
    fix({
      title: 'Set the version to {version}',
      facts: { version: full },
      edits: [replaceScalar(chart.definition, node, full)],
    }),
  ];
}

function appVersionRules(chart: CheckedChart): readonly Draft[] {
  const { root } = chart.definition;
  const pair =
    root?.kind === 'map' ? root.pairs.findLast(({ name }) => name === 'appVersion') : undefined;
  if (pair?.value.kind !== 'scalar') return [];
  if (pair.value.value !== null) return notText(chart, 'app-version-not-text', pair.value);
  const text = { name: 'appVersion', text: '' };
  return [
    {
      rule: 'app-version-not-text',
      in: chart.definition,
      at: pair.key,
      template: 'appVersion has to be a text, and there is none: leave the key out, or write ""',
      fixes: [
        fix({
          title: 'Write an empty text',
          edits: [setField(chart.definition, root, text)],
          isSafe: true,
        }),
      ],
    },
  ];
}

/** `helm lint` wants a text and no number, and says so even where nothing is lost. */
function notText(
  chart: CheckedChart,
  rule: 'version-not-text' | 'app-version-not-text',
  node: YamlScalar,
): readonly Draft[] {
  if (typeof node.value === 'string') return [];
  const read = textOfNode(node) ?? '';
  const template =
    typeof node.value === 'boolean'
      ? 'Helm reads {written} as the boolean {read}: a version is a text, so it needs quotes'
      : 'Helm reads {written} as the number {read}: a version is a text, so it needs quotes';
  const facts = { written: node.written, read };
  const fixes = node.isPlain
    ? [
        fix({
          title: 'Put it in quotes',
          edits: [quoteScalar(chart.definition, node)],
          isSafe: true,
        }),
      ]
    : [];
  return [{ rule, in: chart.definition, at: node, template, facts, fixes }];
}

function kubeVersionRules(chart: CheckedChart): readonly Draft[] {
  const pair = fieldOf(chart, 'kubeVersion');
  const constraint = textOfNode(pair?.value) ?? '';
  if (!pair || constraint === '' || isConstraint(constraint)) return [];
  const template =
    'No cluster can run the chart: kubeVersion "{constraint}" is not a constraint, such as >=1.25.0-0';
  return [
    {
      rule: 'kube-version-invalid',
      in: chart.definition,
      at: pair.value,
      template,
      facts: { constraint },
    },
  ];
}

export function isConstraint(text: string): boolean {
  try {
    parseConstraint(text);
    return true;
  } catch (error) {
    if (hasCode(error, 'chart.constraint-invalid')) return false;
    throw error;
  }
}

function typeRules(chart: CheckedChart): readonly Draft[] {
  const pair = fieldOf(chart, 'type');
  const type = textOfNode(pair?.value) ?? '';
  if (!pair || type === '') return [];
  const { definition, apiVersion } = chart;
  const drafts: Draft[] = [];
  if (type !== 'application' && type !== 'library') {
    const fixes = ['application', 'library'].map((known) =>
      fix({
        title: 'Set the type to {type}',
        facts: { type: known },
        edits: [setField(definition, definition.root, { name: pair.name, text: known })],
      }),
    );
    const template = 'Type "{type}" is none: it must be application or library';
    drafts.push({
      rule: 'type-unknown',
      in: definition,
      at: pair.value,
      template,
      facts: { type },
      fixes,
    });
  }
  if (apiVersion !== 'v2') {
    const template =
      'A chart has a type from apiVersion v2 on, and this one is of apiVersion "{apiVersion}"';
    drafts.push({
      rule: 'type-needs-v2',
      in: definition,
      at: pair.key,
      template,
      facts: { apiVersion },
    });
  }
  return drafts;
}

function fieldOf({ definition }: CheckedChart, name: string): YamlPair | undefined {
  const set = pairOf(definition.root, name);
  if (set || definition.root?.kind !== 'map') return set;
  return definition.root.pairs.findLast((pair) => pair.name.toLowerCase() === name.toLowerCase());
}

/** The key of an empty field, or where the chart is spoken of. */
function missingSpot(chart: CheckedChart, pair: YamlPair | undefined): Span {
  return pair?.key ?? chartSpot(chart);
}
