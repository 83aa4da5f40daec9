import { describe } from 'node:test';
import { dependencyKey, type ChartFacts } from '../../../../src/chart/rules/chartFacts';
import { lockDigest } from '../../../../src/chart/lock';
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

function published(...versions: readonly string[]): Pick<ChartFacts, 'dependencies'> {
  return { dependencies: new Map([[dependencyKey('redis', charts), { versions }]]) };
}

describe('the version of a dependency', () => {
  goldens([
    {
      rule: 'dependency-version-missing',
      texts: depending('- name: redis', `  repository: ${charts}`),
      facts: published('7.0.0', '7.1.0'),
      findings: [
        '5:9-5:14 warning dependency-version-missing Helm updates no dependency without a version: * stands for any',
      ],
      fixed: {
        'Set the version to 7.1.0': depending(
          '- name: redis',
          '  version: 7.1.0',
          `  repository: ${charts}`,
        ),
      },
    },
    {
      rule: 'constraint-invalid',
      texts: on('">=1<2"'),
      findings: [
        '6:14-6:21 error constraint-invalid Helm cannot read the constraint ">=1<2": it is one such as 1.2.3, ^1.2 or ">=1.2 <2"',
      ],
      fixed: { 'Set the version to >=1 <2': on('">=1 <2"') },
    },
    {
      rule: 'constraint-unsatisfied',
      texts: on('^6.0.0'),
      facts: published('7.0.0', '7.1.0', '8.0.0-rc.1'),
      findings: [
        '6:14-6:20 error constraint-unsatisfied No version of redis in oci://registry.example.com/charts fulfils "^6.0.0"',
      ],
      fixed: { 'Set the version to 7.1.0': on('7.1.0'), 'Remove the dependency': head },
    },
    {
      rule: 'newer-inside-constraint',
      texts: {
        'Chart.yaml': on('^7.0.0'),
        'Chart.lock': `dependencies:\n- name: redis\n  repository: ${charts}\n  version: 7.0.0\n`,
      },
      facts: published('7.0.0', '7.1.0', '8.0.0'),
      findings: [
        '6:14-6:20 info newer-inside-constraint redis 7.1.0 is out, and the lock has 7.0.0',
      ],
    },
    {
      rule: 'newer-outside-constraint',
      texts: on('^7.0.0'),
      facts: published('7.0.0', '7.1.0', '8.0.0', '9.0.0-rc.1'),
      findings: [
        '6:14-6:20 info newer-outside-constraint redis 8.0.0 is out, which "^7.0.0" does not take',
      ],
      fixed: { 'Set the version to ^8.0.0': on('^8.0.0') },
    },
  ]);
});

describe('conditions and what is in charts/', () => {
  const conditional = depending(
    '  - name: redis',
    '    version: 1.0.0',
    '    condition: redis.enabled',
  );
  goldens([
    {
      rule: 'condition-not-in-values',
      texts: { 'Chart.yaml': conditional, 'values.yaml': 'a: 1\nredis:\n  port: 1 # p\n# end\n' },
      findings: [
        '7:16-7:29 info condition-not-in-values values.yaml has no redis.enabled, so the condition decides nothing unless it is given',
      ],
      fixed: {
        'Add redis.enabled to values.yaml': {
          'values.yaml': 'a: 1\nredis:\n  port: 1 # p\n  enabled: true\n# end\n',
        },
      },
    },
    {
      rule: 'condition-not-in-values',
      texts: { 'Chart.yaml': conditional, 'values.yaml': '' },
      findings: [
        '7:16-7:29 info condition-not-in-values values.yaml has no redis.enabled, so the condition decides nothing unless it is given',
      ],
      fixed: { 'Add redis.enabled to values.yaml': { 'values.yaml': 'redis:\n  enabled: true\n' } },
    },
    {
      rule: 'condition-not-in-values',
      texts: {
        'Chart.yaml': conditional,
        'values.yaml': 'a: 1\n',
        'charts/redis/values.yaml': 'enabled: false\n',
      },
      findings: [],
    },
    {
      rule: 'dependency-not-in-charts',
      texts: on('1.0.0'),
      facts: { files: ['Chart.yaml', 'charts/redis-cluster-1.0.0.tgz'] },
      findings: ['5:11-5:16 warning dependency-not-in-charts redis is not in charts/'],
      fixed: { 'Update the dependencies': {}, 'Remove the dependency': head },
    },
    {
      rule: 'dependency-not-declared',
      texts: { 'Chart.yaml': on('1.0.0'), 'charts/b/Chart.yaml': 'name: bee\nversion: 2.0.0\n' },
      facts: {
        files: [
          'Chart.yaml',
          'charts/b/Chart.yaml',
          'charts/redis-1.0.0.tgz',
          'charts/c-d-1.0.0-rc.1.tgz',
          'charts/_old/Chart.yaml',
        ],
      },
      findings: [
        '4:1-4:13 error dependency-not-declared charts/b is a chart that is not among the dependencies',
        '4:1-4:13 error dependency-not-declared charts/c-d-1.0.0-rc.1.tgz is a chart that is not among the dependencies',
      ],
      fixed: {
        'Add bee to the dependencies': `${on('1.0.0')}  - name: bee\n    version: 2.0.0\n    repository: ""\n`,
      },
    },
    {
      rule: 'dependency-not-declared',
      texts: head,
      facts: { files: ['Chart.yaml', 'charts/b-1.0.0.tgz'] },
      findings: [
        '2:7-2:10 error dependency-not-declared charts/b-1.0.0.tgz is a chart that is not among the dependencies',
      ],
      fixed: {
        'Add b to the dependencies': `${head}dependencies:\n  - name: b\n    version: 1.0.0\n    repository: ""\n`,
      },
    },
  ]);
});

describe('the lock', () => {
  const required = { name: 'redis', version: '^1.0.0', repository: charts };
  const locked = { name: 'redis', version: '1.2.0', repository: charts };
  const entries = `dependencies:\n- name: redis\n  repository: ${charts}\n  version: 1.2.0\n`;
  const lock = `${entries}digest: ${lockDigest([required], [locked])}\n`;
  goldens([
    {
      rule: 'lock-out-of-step',
      texts: { 'Chart.yaml': on('^1.0.0'), 'Chart.lock': lock },
      findings: [],
    },
    {
      rule: 'lock-out-of-step',
      texts: { 'Chart.yaml': on('^1.0.0', '"@mine"'), 'Chart.lock': lock },
      findings: [],
    },
    {
      rule: 'lock-out-of-step',
      texts: { 'Chart.yaml': on('^1.1.0'), 'Chart.lock': lock },
      findings: [
        'Chart.lock 5:9-5:80 warning lock-out-of-step Chart.lock is out of step with the dependencies of Chart.yaml: helm dependency build refuses it',
      ],
      fixed: { 'Update the dependencies': {} },
    },
    {
      rule: 'lock-out-of-step',
      texts: { 'Chart.yaml': head, 'Chart.lock': lock },
      findings: [
        'Chart.lock 5:9-5:80 warning lock-out-of-step Chart.lock is of dependencies that Chart.yaml does not have any more',
      ],
    },
    {
      rule: 'lock-version-gone',
      texts: { 'Chart.yaml': on('^1.0.0'), 'Chart.lock': lock },
      facts: published('1.3.0'),
      findings: [
        'Chart.lock 4:12-4:17 error lock-version-gone redis 1.2.0 is not in oci://registry.example.com/charts any more: helm dependency build fails',
      ],
    },
  ]);
});
