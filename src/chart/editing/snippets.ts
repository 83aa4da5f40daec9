import type { Path } from './place';

/** A piece of a Chart.yaml to fill in. `body` is in the snippet syntax of VS Code, indented from its first line. */
export interface ChartSnippet {
  readonly label: string;
  readonly detail: string;
  readonly body: string;
}

type Item = ChartSnippet & { readonly list: string };

const items: readonly Item[] = [
  {
    ...{ list: 'dependencies', label: 'dependency (oci)' },
    detail: 'A chart from an OCI registry',
    body: 'name: ${1:chart}\nversion: ${2:^1.0.0}\nrepository: oci://${3:registry.example/charts}',
  },
  {
    ...{ list: 'dependencies', label: 'dependency (https)' },
    detail: 'A chart from a repository with an index.yaml',
    body: 'name: ${1:chart}\nversion: ${2:^1.0.0}\nrepository: https://${3:charts.example}',
  },
  {
    ...{ list: 'dependencies', label: 'dependency (file)' },
    detail: 'A chart beside this one',
    body: 'name: ${1:chart}\nversion: ${2:">=0.0.0-0"}\nrepository: file://../${1:chart}',
  },
  {
    ...{ list: 'dependencies', label: 'dependency (optional)' },
    detail: 'A chart that a value turns on',
    body: 'name: ${1:chart}\nversion: ${2:^1.0.0}\nrepository: oci://${3:registry.example/charts}\ncondition: ${1:chart}.enabled',
  },
  {
    ...{ list: 'maintainers', label: 'maintainer' },
    detail: 'Who looks after the chart',
    body: 'name: ${1:Name}\nemail: ${2:name@example.org}',
  },
];

const keys: readonly ChartSnippet[] = [
  {
    label: 'kubeVersion (from 1.25)',
    detail: 'Kubernetes 1.25 or later, of clouds as well',
    body: 'kubeVersion: ">=${1:1.25.0}-0"',
  },
  {
    label: 'annotations (Artifact Hub)',
    detail: 'License and changes, as Artifact Hub shows them',
    body: 'annotations:\n  artifacthub.io/license: ${1:Apache-2.0}\n  artifacthub.io/changes: |\n    - kind: ${2|added,changed,deprecated,removed,fixed,security|}\n      description: ${3:What is new}',
  },
  {
    label: 'sources',
    detail: 'URL of the source code',
    body: 'sources:\n  - https://${1:git.example/project}',
  },
];

const annotations: readonly ChartSnippet[] = [
  {
    label: 'artifacthub.io/changes (list)',
    detail: 'What is new in this version',
    body: 'artifacthub.io/changes: |\n  - kind: ${1|added,changed,deprecated,removed,fixed,security|}\n    description: ${2:What is new}',
  },
  {
    label: 'artifacthub.io/images (list)',
    detail: 'The container images that the chart uses',
    body: 'artifacthub.io/images: |\n  - name: ${1:app}\n    image: ${2:registry.example/app:1.0.0}',
  },
  {
    label: 'artifacthub.io/links (list)',
    detail: 'Links beside home and sources',
    body: 'artifacthub.io/links: |\n  - name: ${1:Support}\n    url: https://${2:example.org}',
  },
];

/**
 * What can be begun at a place where a key can be.
 *
 * @param path of the mapping, or of the list that has no item yet
 * @param present keys of the mapping
 */
export function chartSnippets(
  path: Path,
  present: ReadonlySet<string>,
  isChartYaml: boolean,
): readonly ChartSnippet[] {
  const [list, index, ...deeper] = path;
  if (path.length === 0)
    return isChartYaml ? [...wholeLists(present), ...unless(present, keys)] : wholeLists(present);
  if (deeper.length > 0) return [];
  if (list === 'annotations' && index === undefined && isChartYaml)
    return unless(present, annotations);
  const own = items.filter((item) => item.list === list && present.size === 0);
  return index === undefined ? own.map(asItem) : own;
}

/** With the key of the list, where the file has none of it. */
function wholeLists(present: ReadonlySet<string>): readonly ChartSnippet[] {
  return items
    .filter(({ list }) => !present.has(list))
    .map((item) => {
      const { label, detail, body } = asItem(item);
      return {
        label: `${item.list}: ${label}`,
        detail,
        body: `${item.list}:\n  ${indented(body)}`,
      };
    });
}

function unless(
  present: ReadonlySet<string>,
  snippets: readonly ChartSnippet[],
): readonly ChartSnippet[] {
  return snippets.filter(({ body }) => !present.has(body.split(':', 1)[0] ?? ''));
}

function asItem({ label, detail, body }: ChartSnippet): ChartSnippet {
  return { label, detail, body: `- ${indented(body)}` };
}

function indented(body: string): string {
  return body.replaceAll('\n', '\n  ');
}
