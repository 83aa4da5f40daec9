import { parseVersion } from '../version';
import { readYamlText } from './yamlText';
import { textOf, type CheckedChart } from './checkedChart';
import { removeDependency } from './dependencyRules';
import type { Draft } from './draft';
import type { FileEdit } from './finding';
import { fix } from './fixes';
import { chartSpot } from './metadataRules';
import { scalar } from './scalarEdits';
import { appendItem, appendLines, insertAfterPair } from './structureEdits';
import { pairOf } from './yamlNode';

/** A chart in `charts/`. */
interface Subchart {
  readonly name: string;
  /** Empty where it is not known. */
  readonly version: string;
  /** From the chart's folder: a folder or an archive. */
  readonly path: string;
}

/** What is declared and what is in `charts/`, by name, as `helm lint` compares them (pkg/chart/v2/lint/rules/dependencies.go). */
export function presenceRules(chart: CheckedChart): readonly Draft[] {
  if (!chart.files || chart.definition.fault || chart.dependencies.in.fault) return [];
  const subcharts = subchartsOf(chart, chart.files);
  const present = new Set(subcharts.map(({ name }) => name));
  const declared = new Set(chart.dependencies.items.map(({ name }) => name));
  return [
    ...chart.dependencies.items
      .filter(({ name }) => name !== '' && !present.has(name))
      .map((dependency): Draft => {
        const build = chart.lock
          ? fix({ title: 'Build the dependencies', action: { kind: 'build-dependencies' } })
          : undefined;
        return {
          rule: 'dependency-not-in-charts',
          in: chart.dependencies.in,
          at: dependency.at,
          template: '{name} is not in charts/',
          facts: { name: dependency.name },
          fixes: [
            build,
            fix({ title: 'Update the dependencies', action: { kind: 'update-dependencies' } }),
            fix({
              title: 'Remove the dependency',
              edits: [removeDependency(chart, dependency.node)],
            }),
          ],
        };
      }),
    ...subcharts.filter(({ name }) => !declared.has(name)).map((one) => undeclared(chart, one)),
  ];
}

function undeclared(chart: CheckedChart, subchart: Subchart): Draft {
  const { name, path } = subchart;
  const list = pairOf(chart.dependencies.in.root, 'dependencies');
  const archive = path.endsWith('.tgz')
    ? fix({
        title: 'Delete {path}',
        facts: { path },
        action: { kind: 'delete-files', files: [path] },
      })
    : undefined;
  return {
    rule: 'dependency-not-declared',
    in: list ? chart.dependencies.in : chart.definition,
    at: list?.key ?? chartSpot(chart),
    template: '{path} is a chart that is not among the dependencies',
    facts: { path },
    fixes: [
      fix({
        title: 'Add {name} to the dependencies',
        facts: { name },
        edits: [added(chart, subchart)],
      }),
      archive,
    ],
  };
}

/** Without a repository, which says that it is in `charts/`. */
function added(chart: CheckedChart, { name, version }: Subchart): FileEdit | undefined {
  const source = chart.dependencies.in;
  const text = version === '' ? '*' : version;
  const lines = [`name: ${scalar(name)}`, `version: ${scalar(text)}`, 'repository: ""'];
  const list = pairOf(source.root, 'dependencies');
  if (list) return appendItem(source, list.value, lines);
  const written = [
    'dependencies:',
    ...lines.map((line, at) => (at === 0 ? `  - ${line}` : `    ${line}`)),
  ];
  if (chart.apiVersion === 'v2') return insertAfterPair(source, source.root, undefined, written);
  return chart.requirements
    ? undefined
    : { ...appendLines(source, written), file: 'requirements.yaml', start: 0, end: 0 };
}

/** As `subcharts.ts`: what begins with `_` or `.` does not count, nor do provenance files. */
function subchartsOf(chart: CheckedChart, files: readonly string[]): readonly Subchart[] {
  return files.flatMap((path): readonly Subchart[] => {
    const [folder, entry = '', ...rest] = path.split('/');
    if (folder !== 'charts' || /^[_.]/.test(entry)) return [];
    if (rest.length === 1 && rest[0] === 'Chart.yaml') return [ofFolder(chart, entry, path)];
    if (rest.length > 0 || !entry.endsWith('.tgz')) return [];
    return [ofArchive(chart, entry.slice(0, -'.tgz'.length), path)];
  });
}

function ofFolder({ texts }: CheckedChart, entry: string, path: string): Subchart {
  const { root } = readYamlText(path, texts.get(path) ?? '');
  return {
    name: textOf(root, 'name') || entry,
    version: textOf(root, 'version'),
    path: `charts/${entry}`,
  };
}

/** `name-version`; both can have dashes, so the names that are declared come first. */
function ofArchive({ dependencies }: CheckedChart, stem: string, path: string): Subchart {
  const dashes = Array.from(stem.matchAll(/-/g), ({ index }) => index);
  const splits = dashes
    .map((dash) => ({ name: stem.slice(0, dash), version: stem.slice(dash + 1), path }))
    .filter(({ version }) => parseVersion(version) !== undefined);
  const known = splits.find(({ name }) => dependencies.items.some((one) => one.name === name));
  return known ?? splits[0] ?? { name: stem, version: '', path };
}
