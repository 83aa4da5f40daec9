import { helm2LockDigest, lockDigest } from '../lock';
import type { Dependency } from '../metadata';
import { readMetadata } from '../metadataFields';
import { sanitizeMetadata } from '../sanitize';
import { dependencyKey } from './chartFacts';
import { dependenciesIn, textOf, type CheckedChart } from './checkedChart';
import type { Draft } from './draft';
import { fix } from './fixes';
import { pairOf } from './yamlNode';
import type { YamlText } from './yamlText';

/** Whether a lock is of the dependencies the chart has, and can still be built from. */
export function lockRules(chart: CheckedChart): readonly Draft[] {
  const { lock } = chart;
  return lock ? [...digestRule(chart, lock), ...goneRules(chart, lock)] : [];
}

function digestRule(chart: CheckedChart, lock: YamlText): readonly Draft[] {
  const required = dependenciesOf(chart.dependencies.in, true);
  const locked = dependenciesOf(lock, false);
  if (!required || !locked) return [];
  const digest = textOf(lock.root, 'digest');
  const resolved = required.map((dependency, index) => withUrl(dependency, locked, index));
  const accepted = [lockDigest(resolved, locked)];
  if (chart.apiVersion !== 'v2') accepted.push(helm2LockDigest(required));
  if (accepted.includes(digest)) return [];
  const own = pairOf(chart.dependencies.in.root, 'dependencies');
  const facts = { lock: lock.path, file: chart.dependencies.in.path };
  const written = pairOf(lock.root, 'digest')?.value ?? pairOf(lock.root, 'dependencies')?.key;
  const spot = { rule: 'lock-out-of-step', in: lock, at: written ?? { start: 0, end: 0 } } as const;
  if (required.length === 0) {
    return [
      {
        ...spot,
        template: '{lock} is of dependencies that {file} does not have any more',
        facts,
        fixes: [
          fix({
            title: 'Delete {lock}',
            facts,
            action: { kind: 'delete-files', files: [lock.path] },
          }),
        ],
      },
    ];
  }
  return [
    {
      ...spot,
      template:
        '{lock} is out of step with the dependencies of {file}: helm dependency build refuses it',
      facts,
      related: own
        ? [{ in: chart.dependencies.in, at: own.key, template: 'These are the dependencies' }]
        : [],
      fixes: [fix({ title: 'Update the dependencies', action: { kind: 'update-dependencies' } })],
    },
  ];
}

/** As Helm has them; undefined where it cannot read them, which other rules say. */
function dependenciesOf(text: YamlText, isSanitized: boolean): readonly Dependency[] | undefined {
  if (!text.value) return undefined;
  const wrong: unknown[] = [];
  const metadata = readMetadata(text.value, (node) => wrong.push(node));
  const { dependencies = [] } = isSanitized ? sanitizeMetadata(metadata) : metadata;
  const whole = dependencies.filter((dependency) => dependency !== null);
  return wrong.length > 0 || whole.length < dependencies.length ? undefined : whole;
}

/** Helm puts URLs in place of names before it locks, so the lock tells them. */
function withUrl(dependency: Dependency, locked: readonly Dependency[], index: number): Dependency {
  if (!/^(?:@|alias:)/.test(dependency.repository)) return dependency;
  const same = [locked[index], ...locked].find((one) => one?.name === dependency.name);
  return same ? { ...dependency, repository: same.repository } : dependency;
}

function goneRules(chart: CheckedChart, lock: YamlText): readonly Draft[] {
  return dependenciesIn(lock).items.flatMap(
    ({ node, name, version, repository }): readonly Draft[] => {
      const declared = chart.dependencies.items.find((dependency) => dependency.name === name);
      const key = dependencyKey(name, declared?.repository ?? repository);
      const versions = chart.facts.dependencies?.get(key)?.versions;
      const at = pairOf(node, 'version')?.value;
      if (!versions || !at || version.startsWith('v') || versions.includes(version)) return [];
      return [
        {
          rule: 'lock-version-gone',
          in: lock,
          at,
          template: '{name} {version} is not in {repository} any more: helm dependency build fails',
          facts: { name, version, repository },
          fixes: [
            fix({ title: 'Update the dependencies', action: { kind: 'update-dependencies' } }),
          ],
        },
      ];
    },
  );
}
