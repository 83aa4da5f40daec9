import type { Texts } from './lintedCharts';

const template = { 'templates/NOTES.txt': 'x\n' };
const head = 'apiVersion: v2\nname: app\nversion: 1.0.0\nicon: https://charts.example/app.svg\n';
const definition =
  'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: carts.shop.example\n';

/** Charts with what the test charts of Helm's lint have in them (pkg/chart/v2/lint/rules/testdata), by their names there. */
export const helmFixtures: Readonly<Record<string, Texts>> = {
  goodone: {
    ...{ 'Chart.yaml': head, 'values.yaml': 'name: "app"\n', ...template },
    'crds/cart.yaml': definition,
  },
  badchartfile: {
    'Chart.yaml':
      'description: No apiVersion and no name\nversion: 0.0.0.0\nhome: ""\ntype: application\nsources:\n  - charts.example\n' +
      'maintainers:\n  - name: ann\n    email: ann.example\ndependencies:\n  - name: database\n    version: 5.x.x\n    repository: https://charts.example\n',
    ...{ 'values.yaml': '# None.\n', ...template },
  },
  anotherbadchartfile: {
    'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 445291E50\nappVersion: 04234996E-7\n',
    ...template,
  },
  badchartname: { 'Chart.yaml': head.replace('name: app', 'name: ../badchartname'), ...template },
  invalidchartfile: {
    'Chart.yaml': 'name: some-chart\napiVersion: v2\napiVersion: v1\nversion: 1.3.0\n',
    ...template,
  },
  badvaluesfile: { 'Chart.yaml': head, 'values.yaml': 'name:\n\tno tabs: here\n', ...template },
  badcrdfile: {
    ...{ 'Chart.yaml': head, ...template },
    'crds/group.yaml': definition.replace('apiextensions.k8s.io/v1', 'bad.apiversion/v1'),
    'crds/kind.yaml': definition.replace('CustomResourceDefinition', 'BadKind'),
  },
  withsubchart: {
    'Chart.yaml': `${head}dependencies:\n  - name: subchart\n    version: 0.1.16\n`,
    'charts/subchart/Chart.yaml': 'apiVersion: v2\nname: subchart\nversion: 0.1.16\n',
    'charts/subchart/values.yaml': 'key: value\n',
    ...template,
  },
  missingdependency: {
    'Chart.yaml': `${head}dependencies:\n  - name: nginx\n    version: 1.x\n`,
    ...template,
  },
};

/** A chart as often as its Chart.yaml and its values.yaml have lines, each time without one, and with one further in. */
export function mutations(chart: Texts): readonly Texts[] {
  return ['Chart.yaml', 'values.yaml'].flatMap((file) => {
    const lines = (chart[file] ?? '').split('\n');
    return lines
      .flatMap((line, at) => (/^\s*(?:#|$)/.test(line) ? [] : [at]))
      .flatMap((at) => [
        { ...chart, [file]: lines.toSpliced(at, 1).join('\n') },
        { ...chart, [file]: lines.with(at, ` ${lines[at] ?? ''}`).join('\n') },
      ]);
  });
}
