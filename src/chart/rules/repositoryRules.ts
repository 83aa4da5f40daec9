import { dependencyKey } from './chartFacts';
import type { CheckedChart, DependencyNode } from './checkedChart';
import type { Draft } from './draft';
import type { Fix } from './finding';
import { fix } from './fixes';
import { replaceScalar } from './scalarEdits';
import { isRequestUrl } from './urls';
import { pairOf, type YamlNode } from './yamlNode';

const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\//;
const pathGrammar = /^[a-z0-9]+(?:(?:\.|__?|-+|\/)[a-z0-9]+)*$/;

/** The forms a dependency's `repository` can have (pkg/downloader/manager.go, internal/resolver). */
export function repositoryRules(chart: CheckedChart): readonly Draft[] {
  return chart.dependencies.items.flatMap((dependency) => {
    const node = pairOf(dependency.node, 'repository')?.value;
    return node && dependency.repository !== '' ? formRules(chart, dependency, node) : [];
  });
}

function formRules(
  chart: CheckedChart,
  dependency: DependencyNode,
  node: YamlNode,
): readonly Draft[] {
  const { repository } = dependency;
  const [, name] = scheme.exec(repository) ?? [];
  switch (name) {
    case 'oci':
      return ociRules(chart, dependency, node);
    case 'file':
      return [];
    case 'http':
    case 'https':
      return isRequestUrl(repository) ? [] : [unknown(chart, repository, node)];
    case undefined:
      return /^(?:@|alias:)./.test(repository) ? [] : schemeless(chart, repository, node);
    default:
      return [unknown(chart, repository, node)];
  }
}

function schemeless(chart: CheckedChart, repository: string, node: YamlNode): readonly Draft[] {
  if (/^\.{1,2}(?:\/|$)/.test(repository)) {
    const fixes = [change(chart, node, 'Add file://', `file://${repository}`, true)];
    return [{ ...unknown(chart, repository, node), fixes }];
  }
  const [host = ''] = repository.split('/');
  const looksLikeHost =
    /^(?:localhost|[\w-]+(?:\.[\w-]+)+)(?::\d+)?$/.test(host) || /^[\w.-]+:\d+$/.test(host);
  if (!looksLikeHost) return [unknown(chart, repository, node)];
  const isOwn = host === chart.facts.publish?.registry;
  return [
    {
      rule: 'repository-without-scheme',
      in: chart.dependencies.in,
      at: node,
      template:
        'Helm does not know what "{repository}" is: a registry begins with oci://, another repository with https://',
      facts: { repository },
      fixes: [
        change(chart, node, 'Add oci://', `oci://${repository}`, isOwn),
        change(chart, node, 'Add https://', `https://${repository}`),
      ],
    },
  ];
}

function unknown(chart: CheckedChart, repository: string, node: YamlNode): Draft {
  return {
    rule: 'repository-unknown',
    in: chart.dependencies.in,
    at: node,
    template:
      'Helm does not know what "{repository}" is: a repository is oci://, https:// or file:// and a place, or @ and a name',
    facts: { repository },
  };
}

/** Helm appends the name and the version of the dependency to what is given. */
function ociRules(
  chart: CheckedChart,
  { name, repository }: DependencyNode,
  node: YamlNode,
): readonly Draft[] {
  const spot = { in: chart.dependencies.in, at: node };
  const { location, mark } = splitMark(withoutSlash(repository));
  if (mark !== '') {
    const shorter = withoutName(location, name) ?? location;
    return [
      {
        ...spot,
        rule: 'repository-has-tag',
        template:
          'A repository has no tag or digest: Helm appends the name and the version of the dependency, so "{mark}" is too much',
        facts: { mark },
        fixes: [change(chart, node, 'Drop {mark}', shorter, true, { mark })],
      },
    ];
  }
  const [, host = '', path] = /^oci:\/\/([^/]*)(?:\/(.*))?$/.exec(location) ?? [];
  if (host === '' || (path !== undefined && !pathGrammar.test(path))) {
    const template =
      '"{repository}" names no repository: after the registry come lower-case letters and digits, with "/", ".", "_" or "-" between';
    const lower = path === undefined ? '' : location.slice(0, -path.length) + path.toLowerCase();
    const fixes = pathGrammar.test(path?.toLowerCase() ?? '')
      ? [change(chart, node, 'Change it to {lower}', lower, false, { lower })]
      : [];
    return [{ ...spot, rule: 'repository-unknown', template, facts: { repository }, fixes }];
  }
  return endsInName(chart, name, repository, node);
}

/** A colon before the path is that of a port. */
function splitMark(repository: string): { location: string; mark: string } {
  const begin = repository.indexOf('/', 'oci://'.length);
  const at = repository.indexOf('@');
  const named = at < 0 ? repository : repository.slice(0, at);
  const colon = named.lastIndexOf(':');
  const end = begin >= 0 && colon > named.lastIndexOf('/') ? colon : named.length;
  return { location: repository.slice(0, end), mark: repository.slice(end) };
}

function endsInName(
  chart: CheckedChart,
  name: string,
  repository: string,
  node: YamlNode,
): readonly Draft[] {
  const shorter = withoutName(withoutSlash(repository), name);
  const known = chart.facts.dependencies?.get(dependencyKey(name, repository))?.versions ?? [];
  // What is published there is meant.
  if (shorter === undefined || known.length > 0) return [];
  return [
    {
      rule: 'repository-ends-in-name',
      in: chart.dependencies.in,
      at: node,
      template: 'Helm appends the name of the chart, so it looks for {reference}',
      facts: { reference: `${withoutSlash(repository)}/${name}` },
      fixes: [change(chart, node, 'Drop /{name}', shorter, true, { name })],
    },
  ];
}

function withoutName(repository: string, name: string): string | undefined {
  const end = `/${name}`;
  if (name === '' || !repository.endsWith(end)) return undefined;
  const shorter = repository.slice(0, -end.length);
  return shorter === 'oci:/' ? undefined : shorter;
}

function withoutSlash(repository: string): string {
  return repository.replace(/\/+$/, '');
}

function change(
  { dependencies }: CheckedChart,
  node: YamlNode,
  title: string,
  text: string,
  isSafe = false,
  facts: Readonly<Record<string, string>> = {},
): Fix | undefined {
  return fix({ title, facts, edits: [replaceScalar(dependencies.in, node, text)], isSafe });
}
