import { textOf, type CheckedChart } from './checkedChart';
import type { Draft } from './draft';
import { sourceText } from './sourceText';
import { faultRule } from './yamlRules';
import { pairOf, type YamlNode } from './yamlNode';
import { readYamlText, type YamlText } from './yamlText';
import { chartSpot } from './metadataRules';

/** The rules of `helm lint` for `crds/` and for what a chart is made of (v4, pkg/chart/v2/lint/rules/crds.go and template.go). */
export function crdRules(chart: CheckedChart): readonly Draft[] {
  const texts = [...chart.texts].filter(([path]) => /^crds\/.*\.(?:ya?ml|json)$/.test(path));
  return [
    ...folderRules(chart),
    ...texts.flatMap(([path, text]) => {
      const yaml = readYamlText(path, text);
      return [...faultRule(yaml), ...yaml.documents.flatMap((root) => objectRules(yaml, root))];
    }),
  ];
}

function folderRules(chart: CheckedChart): readonly Draft[] {
  const { files } = chart;
  if (!files) return [];
  const drafts: Draft[] = [];
  if (files.includes('crds')) {
    const file = sourceText('crds', chart.texts.get('crds') ?? '');
    const template = 'crds is a file, and has to be a folder';
    drafts.push({ rule: 'crds-not-folder', in: file, at: { start: 0, end: 0 }, template });
  }
  if (!files.some((path) => path.startsWith('templates/'))) {
    const template = 'The chart has no templates';
    drafts.push({
      rule: 'templates-missing',
      in: chart.definition,
      at: chartSpot(chart),
      template,
    });
  }
  return drafts;
}

function objectRules(yaml: YamlText, root: YamlNode): readonly Draft[] {
  const apiVersion = textOf(root, 'apiVersion');
  const kind = textOf(root, 'kind');
  const first = root.kind === 'map' ? (root.pairs[0]?.key ?? root) : root;
  const drafts: Draft[] = [];
  if (!apiVersion.startsWith('apiextensions.k8s.io')) {
    const template =
      'What is in crds/ has to be of apiVersion apiextensions.k8s.io, and this is of "{apiVersion}"';
    const at = pairOf(root, 'apiVersion')?.value ?? first;
    drafts.push({ rule: 'crd-api-version', in: yaml, at, template, facts: { apiVersion } });
  }
  if (kind !== 'CustomResourceDefinition') {
    const template =
      'What is in crds/ has to be a CustomResourceDefinition, and this is a "{kind}"';
    const at = pairOf(root, 'kind')?.value ?? first;
    drafts.push({ rule: 'crd-kind', in: yaml, at, template, facts: { kind } });
  }
  return drafts;
}
