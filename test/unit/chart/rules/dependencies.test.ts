import { describe } from 'node:test';
import { goldens } from '../../../support/rules/golden';

const head = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';
const charts = 'oci://registry.example.com/charts';

function depending(...lines: readonly string[]): string {
  return `${head}dependencies:\n${lines.map((line) => `${line}\n`).join('')}`;
}

function on(version: string, repository = charts): string {
  return depending(
    '  - name: redis',
    `    version: ${version}`,
    `    repository: ${repository} # r`,
  );
}

describe('how dependencies are declared', () => {
  goldens([
    {
      rule: 'dependencies-need-v2',
      texts: on('1.0.0').replace('v2', 'v1'),
      findings: [
        '4:1-4:13 error dependencies-need-v2 Chart.yaml has dependencies from apiVersion v2 on, and this one is of apiVersion "v1"',
      ],
      fixed: { 'Set apiVersion to v2': on('1.0.0') },
    },
    {
      rule: 'api-version-v1',
      texts: {
        'Chart.yaml': '# mine\napiVersion: v1 # old\nname: app\nversion: 1.0.0',
        'requirements.yaml':
          '---\n# what it needs\ndependencies:\n  - name: a # one\n    version: 1.0.0\n',
        'requirements.lock': 'digest: x\n',
      },
      findings: [
        '2:13-2:15 info api-version-v1 apiVersion v1 is that of Helm 2: v2 is for Helm 3 and later',
      ],
      fixed: {
        'Convert to apiVersion v2': {
          'Chart.yaml':
            '# mine\napiVersion: v2 # old\nname: app\nversion: 1.0.0\n# what it needs\ndependencies:\n  - name: a # one\n    version: 1.0.0\n',
          'Chart.lock': 'digest: x\n',
        },
      },
    },
    {
      rule: 'requirements-in-v2',
      texts: {
        'Chart.yaml': head,
        'requirements.yaml': 'dependencies:\n- name: a\n  version: 1.0.0\n',
      },
      findings: [
        'requirements.yaml 1:1-1:13 warning requirements-in-v2 A chart of apiVersion v2 has its dependencies in Chart.yaml: Helm packs no requirements.yaml',
      ],
      fixed: {
        'Move the dependencies to Chart.yaml': {
          'Chart.yaml': `${head}dependencies:\n- name: a\n  version: 1.0.0\n`,
        },
      },
    },
    {
      rule: 'dependency-empty',
      texts: depending('  - # none', '  - name: a', '    version: 1.0.0'),
      findings: ['5:3-5:4 error dependency-empty A dependency cannot be empty'],
      fixed: { 'Remove it': depending('  - name: a', '    version: 1.0.0') },
    },
    {
      rule: 'dependency-name-missing',
      texts: depending('  - version: 1.0.0'),
      findings: [
        '5:5-5:12 error dependency-name-missing A dependency needs a name: that of the chart it is',
      ],
    },
    {
      rule: 'dependency-alias-invalid',
      texts: depending('  - name: a', '    version: 1.0.0', '    alias: a.b # x'),
      findings: [
        '7:12-7:15 error dependency-alias-invalid Helm refuses the alias "a.b": it has letters, digits, "_" and "-" only',
      ],
      fixed: {
        'Change it to a-b': depending('  - name: a', '    version: 1.0.0', '    alias: a-b # x'),
      },
    },
    {
      rule: 'dependency-duplicate',
      texts: depending(
        '  - name: a',
        '    version: 1.0.0',
        '  - name: b',
        '    version: 1.0.0',
        '    alias: a',
        '  - name: c',
        '    version: 1.0.0',
      ),
      findings: [
        '9:12-9:13 error dependency-duplicate Another dependency has the name or alias "a" already',
      ],
      fixed: {
        'Give it the alias b-2': depending(
          '  - name: a',
          '    version: 1.0.0',
          '  - name: b',
          '    version: 1.0.0',
          '    alias: b-2',
          '  - name: c',
          '    version: 1.0.0',
        ),
        'Remove this dependency': depending(
          '  - name: a',
          '    version: 1.0.0',
          '  - name: c',
          '    version: 1.0.0',
        ),
      },
    },
  ]);
});

describe('the repository of a dependency', () => {
  goldens([
    ...[
      '""',
      'file://../a',
      'https://example.com/charts',
      '"@mine"',
      'alias:mine',
      charts,
      'oci://localhost:5000',
      'oci://localhost:5000/a',
    ].map((form) => ({
      rule: 'repository-unknown',
      texts: on('1.0.0', form),
      findings: [],
    })),
    {
      rule: 'repository-without-scheme',
      texts: on('1.0.0', 'registry.example.com/charts'),
      findings: [
        '7:17-7:44 error repository-without-scheme Helm does not know what "registry.example.com/charts" is: a registry begins with oci://, another repository with https://',
      ],
      fixed: {
        'Add oci://': on('1.0.0'),
        'Add https://': on('1.0.0', 'https://registry.example.com/charts'),
      },
    },
    {
      rule: 'repository-unknown',
      texts: on('1.0.0', '../redis'),
      findings: [
        '7:17-7:25 error repository-unknown Helm does not know what "../redis" is: a repository is oci://, https:// or file:// and a place, or @ and a name',
      ],
      fixed: { 'Add file://': on('1.0.0', 'file://../redis') },
    },
    {
      rule: 'repository-unknown',
      texts: on('1.0.0', 'oci://registry.example.com/Charts'),
      findings: [
        '7:17-7:50 error repository-unknown "oci://registry.example.com/Charts" names no repository: after the registry come lower-case letters and digits, with "/", ".", "_" or "-" between',
      ],
      fixed: { [`Change it to ${charts}`]: on('1.0.0') },
    },
    {
      rule: 'repository-ends-in-name',
      texts: on('1.0.0', `"${charts}/redis"`),
      findings: [
        '7:17-7:58 warning repository-ends-in-name Helm appends the name of the chart, so it looks for oci://registry.example.com/charts/redis/redis',
      ],
      fixed: { 'Drop /redis': on('1.0.0', `"${charts}"`) },
    },
    {
      rule: 'repository-has-tag',
      texts: on('1.0.0', `${charts}/redis:1.0.0`),
      findings: [
        '7:17-7:62 error repository-has-tag A repository has no tag or digest: Helm appends the name and the version of the dependency, so ":1.0.0" is too much',
      ],
      fixed: { 'Drop :1.0.0': on('1.0.0') },
    },
    { rule: 'repository-has-tag', texts: on('1.0.0', 'oci://localhost:5000/charts'), findings: [] },
  ]);
});
