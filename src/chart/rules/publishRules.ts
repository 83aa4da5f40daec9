import { tagOfVersion } from '../tag';
import { compareVersions, newestFirst, parseStrictVersion, parseVersion } from '../version';
import { textOf, type CheckedChart } from './checkedChart';
import type { PublishFacts } from './chartFacts';
import type { Draft } from './draft';
import { bumpFixes, fix, renameFix } from './fixes';
import { replaceScalar } from './scalarEdits';
import { pairOf, type YamlNode } from './yamlNode';

// distribution-spec, "Pulling manifests": one segment of <name>, and the length of a tag.
const segmentGrammar = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const tagLengthLimit = 128;

/** What shows only when a chart is published as an OCI artifact. */
export function publishRules(chart: CheckedChart): readonly Draft[] {
  const name = pairOf(chart.definition.root, 'name')?.value;
  const version = pairOf(chart.definition.root, 'version')?.value;
  const { publish } = chart.facts;
  return [
    ...(name ? nameRules(chart, name) : []),
    ...(name && publish ? repositoryRules(chart, name, publish) : []),
    ...(version ? versionRules(chart, version) : []),
    ...(version && publish ? publishedRules(chart, version, publish) : []),
  ];
}

function nameRules(chart: CheckedChart, node: YamlNode): readonly Draft[] {
  const name = textOf(chart.definition.root, 'name');
  if (name === '' || segmentGrammar.test(name) || /[/\\]|^\.+$/.test(name)) return [];
  const suggestion = publishableName(name);
  const spot = { rule: 'name-not-oci', in: chart.definition, at: node } as const;
  const fixes = suggestion === '' ? [] : [renameFix(chart, suggestion)];
  if (suggestion === name.toLowerCase()) {
    const template =
      'No registry takes a chart named "{name}": repositories have no capitals, so it would have to be "{suggestion}"';
    return [{ ...spot, template, facts: { name, suggestion }, fixes }];
  }
  const template =
    'No registry takes a chart named "{name}": repositories have lower-case letters and digits, with ".", "_", "__" or dashes between';
  return [{ ...spot, template, facts: { name }, fixes }];
}

function publishableName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|[._-]+$/g, '')
    .replace(/[._-]{2,}/g, (run) => (run === '__' || /^-+$/.test(run) ? run : '-'));
}

function repositoryRules(
  chart: CheckedChart,
  node: YamlNode,
  publish: PublishFacts,
): readonly Draft[] {
  return [...mismatch(chart, node, publish), ...missingRepository(chart, node, publish)];
}

/** `helm push` appends the chart's name to what it is given (pkg/pusher/ocipusher.go). */
function mismatch(chart: CheckedChart, node: YamlNode, publish: PublishFacts): readonly Draft[] {
  const name = textOf(chart.definition.root, 'name');
  const wanted = publish.repository.slice(publish.repository.lastIndexOf('/') + 1);
  if (publish.form !== 'repository' || name === '' || wanted === name) return [];
  const pushed = `${publish.registry}/${publish.repository}/${name}`;
  const parent = `oci://${publish.registry}/${publish.repository}/`;
  return [
    {
      rule: 'name-not-repository',
      in: chart.definition,
      at: node,
      template:
        'The chart is to be published to {configured}, which is not named "{name}": helm push would send it to {pushed}',
      facts: { name, configured: publish.configured, pushed },
      fixes: [
        renameFix(chart, wanted),
        fix({
          title: 'Publish to {pushed}',
          facts: { pushed },
          action: { kind: 'publish-to', repository: parent },
        }),
        fix({ title: 'Choose where to publish…', action: { kind: 'publish-to' } }),
      ],
    },
  ];
}

function missingRepository(
  chart: CheckedChart,
  node: YamlNode,
  publish: PublishFacts,
): readonly Draft[] {
  if (publish.repositoryExists !== false || publish.canCreate !== true) return [];
  const { registry, repository } = publish;
  const facts = { registry, repository };
  return [
    {
      rule: 'repository-missing',
      in: chart.definition,
      at: node,
      template: '{registry} has no repository {repository}, and a push does not make it',
      facts,
      fixes: [
        fix({
          title: 'Create the repository {repository}',
          facts,
          action: { kind: 'create-repository', registry, repository },
        }),
      ],
    },
  ];
}

function versionRules(chart: CheckedChart, node: YamlNode): readonly Draft[] {
  const version = textOf(chart.definition.root, 'version');
  const tag = tagOfVersion(version);
  if (!parseVersion(version)) return [];
  const spot = { in: chart.definition, at: node };
  const drafts: Draft[] = [];
  if (tag.length > tagLengthLimit) {
    const template =
      'The tag of this version is {length} characters long, and registries allow {limit}';
    const facts = { length: tag.length, limit: tagLengthLimit };
    drafts.push({ ...spot, rule: 'tag-too-long', template, facts });
  }
  if (version.includes('+')) {
    const template = 'Tags have no "+", so the version is published as {tag}';
    drafts.push({ ...spot, rule: 'version-has-build-metadata', template, facts: { tag } });
  }
  const plain = version.slice(1);
  if (version.startsWith('v') && parseStrictVersion(plain)) {
    const edits = node.kind === 'scalar' ? [replaceScalar(chart.definition, node, plain)] : [];
    drafts.push({
      ...spot,
      rule: 'version-v-prefix',
      template:
        'Helm pushes {version}, but lists no tag that begins with "v": it is found by its exact name only',
      facts: { version },
      fixes: [fix({ title: 'Set the version to {version}', facts: { version: plain }, edits })],
    });
  }
  return drafts;
}

function publishedRules(
  chart: CheckedChart,
  node: YamlNode,
  publish: PublishFacts,
): readonly Draft[] {
  const version = textOf(chart.definition.root, 'version');
  const { registry, repository, published, saved } = publish;
  const facts = { version, repository: `${registry}/${repository}` };
  const spot = { in: chart.definition, at: node, facts };
  if (published === 'different') {
    const template = 'Version {version} is in {repository} with other content: a push replaces it';
    return [{ ...spot, rule: 'version-published-different', template, fixes: bumpFixes(chart) }];
  }
  const drafts: Draft[] = [];
  if (published === 'same') {
    const template = 'Version {version} is in {repository} with the same content';
    drafts.push({ ...spot, rule: 'version-published-same', template });
  }
  if (saved === 'different') {
    const template = 'The content is not what was saved as {version}: another version says so';
    drafts.push({ ...spot, rule: 'content-changed', template, fixes: bumpFixes(chart) });
  }
  return [...drafts, ...olderRule(chart, node, publish, version)];
}

function olderRule(
  chart: CheckedChart,
  node: YamlNode,
  { versions = [], published, registry, repository }: PublishFacts,
  version: string,
): readonly Draft[] {
  const own = parseVersion(version);
  const [newest = ''] = newestFirst(versions, (text) => text);
  const parsed = parseVersion(newest);
  if (!own || !parsed || compareVersions(own, parsed) >= 0) return [];
  if (published !== undefined || versions.includes(version)) return [];
  return [
    {
      rule: 'version-older-than-published',
      in: chart.definition,
      at: node,
      template: 'Version {version} is below {newest}, the newest in {repository}',
      facts: { version, newest, repository: `${registry}/${repository}` },
      fixes: bumpFixes(chart, newest),
    },
  ];
}
