import { textOf, type CheckedChart } from './checkedChart';
import type { Draft } from './draft';
import { isEmail } from './email';
import type { Fix } from './finding';
import { fix, setField } from './fixes';
import { replaceScalar } from './scalarEdits';
import { chartSpot } from './metadataRules';
import { emptyItemSpot, removeItem } from './structureEdits';
import { isRequestUrl, isUrl } from './urls';
import { isEmptyNode, itemsOf, pairOf, textOfNode, type YamlNode } from './yamlNode';

/** The rules of `helm lint` for maintainers, sources and the icon (pkg/chart/v2/lint/rules/chartfile.go). */
export function peopleRules(chart: CheckedChart): readonly Draft[] {
  const maintainers = pairOf(chart.definition.root, 'maintainers');
  return [
    ...itemsOf(maintainers?.value).flatMap((maintainer) => maintainerRules(chart, maintainer)),
    ...sourceRules(chart),
    ...iconRules(chart),
  ];
}

function maintainerRules(chart: CheckedChart, node: YamlNode): readonly Draft[] {
  const { definition } = chart;
  const list = pairOf(definition.root, 'maintainers');
  if (isEmptyNode(node)) {
    const edits =
      list?.value.kind === 'list' ? [removeItem(definition, list, list.value, node)] : [undefined];
    const template = 'A maintainer cannot be empty';
    const fixes = [fix({ title: 'Remove it', edits, isSafe: true })];
    return [
      {
        rule: 'maintainer-empty',
        in: definition,
        at: emptyItemSpot(definition, node),
        template,
        fixes,
      },
    ];
  }
  if (node.kind !== 'map') return [];
  const name = textOf(node, 'name');
  if (name === '') {
    const template = 'A maintainer needs a name';
    const at = node.pairs[0]?.key ?? node;
    return [
      {
        rule: 'maintainer-name-missing',
        in: definition,
        at,
        template,
        fixes: [nameFix(chart, node)],
      },
    ];
  }
  const drafts: Draft[] = [];
  const email = pairOf(node, 'email')?.value;
  const address = textOfNode(email) ?? '';
  if (email && address !== '' && !isEmail(address)) {
    const template = 'Maintainer "{name}" has no mail address in "{address}"';
    drafts.push({
      rule: 'maintainer-email-invalid',
      in: definition,
      at: email,
      template,
      facts: { name, address },
    });
  }
  const url = pairOf(node, 'url')?.value;
  const location = textOfNode(url) ?? '';
  if (url && location !== '' && !isUrl(location)) {
    drafts.push({
      rule: 'maintainer-url-invalid',
      in: definition,
      at: url,
      template: 'The URL "{url}" of maintainer "{name}" is not one',
      facts: { name, url: location },
    });
  }
  return drafts;
}

/** The part of the address before its @ is the best there is. */
function nameFix({ definition }: CheckedChart, node: YamlNode): Fix | undefined {
  const [name = ''] = textOf(node, 'email').split('@');
  const text = name === '' ? 'Maintainer' : name;
  return fix({
    title: 'Add the name {name}',
    facts: { name: text },
    edits: [setField(definition, node, { name: 'name', text })],
  });
}

function sourceRules(chart: CheckedChart): readonly Draft[] {
  const sources = pairOf(chart.definition.root, 'sources');
  return itemsOf(sources?.value).flatMap((node): readonly Draft[] => {
    const url = textOfNode(node);
    if (url === undefined || isRequestUrl(url)) return [];
    const isEmpty = url === '';
    return [
      {
        rule: 'source-url-invalid',
        in: chart.definition,
        at: isEmpty ? emptyItemSpot(chart.definition, node) : node,
        template: isEmpty
          ? 'A source cannot be empty'
          : 'The source "{url}" is not a URL: it has to begin with a scheme, such as https://',
        facts: { url },
        fixes: [withHttps(chart, node, url)],
      },
    ];
  });
}

function iconRules(chart: CheckedChart): readonly Draft[] {
  const { definition } = chart;
  const pair = pairOf(definition.root, 'icon');
  const icon = textOfNode(pair?.value) ?? '';
  if (icon === '') {
    const home = textOf(definition.root, 'home').replace(/\/+$/, '');
    const text = `${isRequestUrl(home) ? home : 'https://example.com'}/icon.svg`;
    const edits = [setField(definition, definition.root, { name: 'icon', text })];
    const template = 'An icon is recommended';
    const fixes = [fix({ title: 'Add an icon', edits })];
    return [{ rule: 'icon-missing', in: definition, at: chartSpot(chart), template, fixes }];
  }
  if (!pair || isRequestUrl(icon)) return [];
  const template = 'The icon "{url}" is not a URL: it has to begin with a scheme, such as https://';
  const fixes = [withHttps(chart, pair.value, icon)];
  return [
    {
      rule: 'icon-url-invalid',
      in: definition,
      at: pair.value,
      template,
      facts: { url: icon },
      fixes,
    },
  ];
}

/** For what looks like a host and a path. */
function withHttps({ definition }: CheckedChart, node: YamlNode, url: string): Fix | undefined {
  if (!/^[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(url) || !isRequestUrl(`https://${url}`))
    return undefined;
  return fix({
    title: 'Add https://',
    edits: [replaceScalar(definition, node, `https://${url}`)],
    isSafe: true,
  });
}
