import { parseConstraint, satisfies, type Constraint } from '../constraint';
import { compareVersions, newestFirst, parseStrictVersion, parseVersion } from '../version';
import { dependencyKey } from './chartFacts';
import { dependenciesIn, type CheckedChart, type DependencyNode } from './checkedChart';
import { removeDependency } from './dependencyRules';
import type { Draft } from './draft';
import type { Fix } from './finding';
import { fix, setField } from './fixes';
import { isConstraint } from './metadataRules';
import { replaceScalar } from './scalarEdits';
import { pairOf, type YamlNode } from './yamlNode';

/** The version a dependency asks for, and what its repository has. */
export function constraintRules(chart: CheckedChart): readonly Draft[] {
  return chart.dependencies.items.flatMap((dependency) => {
    if (dependency.version === '') return [missing(chart, dependency)];
    const node = pairOf(dependency.node, 'version')?.value;
    if (!node) return [];
    if (!isConstraint(dependency.version)) return [invalid(chart, dependency, node)];
    return publishedRules(chart, dependency, node);
  });
}

function missing(chart: CheckedChart, dependency: DependencyNode): Draft {
  const source = chart.dependencies.in;
  const [newest] = releases(versionsOf(chart, dependency));
  const text = newest ?? '*';
  const set = setField(source, dependency.node, { name: 'version', text, after: 'name' });
  return {
    rule: 'dependency-version-missing',
    in: source,
    at: dependency.at,
    template: 'Helm updates no dependency without a version: * stands for any',
    fixes: [fix({ title: 'Set the version to {version}', facts: { version: text }, edits: [set] })],
  };
}

function invalid(chart: CheckedChart, dependency: DependencyNode, node: YamlNode): Draft {
  const { version } = dependency;
  const spaced = version.replace(/([0-9A-Za-z*])\s*(?=[<>=!~^])/g, '$1 ').trim();
  const repaired = spaced !== version && isConstraint(spaced) ? spaced : undefined;
  const [newest] = releases(versionsOf(chart, dependency));
  const texts = [repaired, newest].filter((text) => text !== undefined);
  return {
    rule: 'constraint-invalid',
    in: chart.dependencies.in,
    at: node,
    template:
      'Helm cannot read the constraint "{version}": it is one such as 1.2.3, ^1.2 or ">=1.2 <2"',
    facts: { version },
    fixes: texts.map((text) => versionFix(chart, node, text)),
  };
}

function publishedRules(
  chart: CheckedChart,
  dependency: DependencyNode,
  node: YamlNode,
): readonly Draft[] {
  const versions = versionsOf(chart, dependency);
  if (!versions) return [];
  const { name, version, repository } = dependency;
  const spot = { in: chart.dependencies.in, at: node };
  const constraint = parseConstraint(version);
  const [matching] = matchingVersions(versions, constraint, version);
  const [newest] = releases(versions);
  if (matching === undefined) {
    // Helm asks an OCI registry for the tag of an exact version, and lists none that is not SemVer in full.
    if (repository.startsWith('oci://') && isUnlisted(version)) return [];
    const template =
      versions.length === 0
        ? '{repository} has no version of {name}'
        : 'No version of {name} in {repository} fulfils "{version}"';
    const fixes = [
      newest === undefined ? undefined : versionFix(chart, node, newest),
      fix({ title: 'Remove the dependency', edits: [removeDependency(chart, dependency.node)] }),
    ];
    return [
      {
        ...spot,
        rule: 'constraint-unsatisfied',
        template,
        facts: { name, repository, version },
        fixes,
      },
    ];
  }
  return [
    ...newerInside(chart, dependency, node, matching),
    ...newerOutside(chart, dependency, node, matching, newest),
  ];
}

function newerInside(
  chart: CheckedChart,
  dependency: DependencyNode,
  node: YamlNode,
  matching: string,
): readonly Draft[] {
  const locked = lockedVersion(chart, dependency.name);
  if (locked === undefined || !isOlder(locked, matching)) return [];
  return [
    {
      rule: 'newer-inside-constraint',
      in: chart.dependencies.in,
      at: node,
      template: '{name} {matching} is out, and the lock has {locked}',
      facts: { name: dependency.name, matching, locked },
      fixes: [fix({ title: 'Update the dependencies', action: { kind: 'update-dependencies' } })],
    },
  ];
}

function newerOutside(
  chart: CheckedChart,
  { name, version }: DependencyNode,
  node: YamlNode,
  matching: string,
  newest: string | undefined,
): readonly Draft[] {
  if (newest === undefined || !isOlder(matching, newest)) return [];
  const [operator = ''] = /^\s*[~^](?=\s*v?\d)/.exec(version) ?? [];
  const isOne = !/[\s,|]/.test(version.trim());
  return [
    {
      rule: 'newer-outside-constraint',
      in: chart.dependencies.in,
      at: node,
      template: '{name} {newest} is out, which "{version}" does not take',
      facts: { name, newest, version },
      fixes: [versionFix(chart, node, (isOne ? operator.trim() : '') + newest)],
    },
  ];
}

function versionFix(
  { dependencies }: CheckedChart,
  node: YamlNode,
  version: string,
): Fix | undefined {
  return fix({
    title: 'Set the version to {version}',
    facts: { version },
    edits: [replaceScalar(dependencies.in, node, version)],
  });
}

function versionsOf(
  { facts }: CheckedChart,
  { name, repository }: DependencyNode,
): readonly string[] | undefined {
  return facts.dependencies?.get(dependencyKey(name, repository))?.versions;
}

/** The newest first, without pre-releases. */
function releases(versions: readonly string[] = []): readonly string[] {
  const parsed = versions.filter((text) => parseVersion(text)?.prerelease === '');
  return newestFirst(parsed, (text) => text);
}

function matchingVersions(
  versions: readonly string[],
  constraint: Constraint,
  text: string,
): readonly string[] {
  if (versions.includes(text)) return [text];
  const matching = versions.filter((candidate) => {
    const parsed = parseVersion(candidate);
    return parsed !== undefined && satisfies(constraint, parsed);
  });
  return newestFirst(matching, (candidate) => candidate);
}

function isUnlisted(version: string): boolean {
  return parseVersion(version) !== undefined && !parseStrictVersion(version);
}

function isOlder(text: string, than: string): boolean {
  const version = parseVersion(text);
  const other = parseVersion(than);
  return version !== undefined && other !== undefined && compareVersions(version, other) < 0;
}

function lockedVersion({ lock }: CheckedChart, name: string): string | undefined {
  return lock && dependenciesIn(lock).items.find((locked) => locked.name === name)?.version;
}
