import { describe } from 'node:test';
import { goldens } from '../../../support/rules/golden';

const chart = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

function valued(values: string, schema: unknown): Readonly<Record<string, string>> {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
  return { 'Chart.yaml': chart, 'values.yaml': values, 'values.schema.json': text };
}

describe('values and their schema', () => {
  goldens([
    {
      rule: 'values-missing',
      texts: chart,
      facts: { files: ['Chart.yaml'] },
      findings: ['2:7-2:10 info values-missing The chart has no values.yaml'],
      fixed: { 'Create values.yaml': { 'values.yaml': '{}\n' } },
    },
    {
      rule: 'values-not-map',
      texts: { 'Chart.yaml': chart, 'values.yaml': '- a\n' },
      findings: [
        'values.yaml 1:1-1:4 error values-not-map Values have to be a map, and this is a list',
      ],
    },
    {
      rule: 'yaml-invalid',
      texts: { 'Chart.yaml': chart, 'values.yaml': 'a: 1\n\tb: 2\n' },
      findings: [
        'values.yaml 2:1-2:2 error yaml-invalid Helm cannot read values.yaml: Tabs are not allowed as indentation',
      ],
    },
    {
      rule: 'key-duplicate',
      texts: { 'Chart.yaml': chart, 'values.yaml': 'a:\n  b: 1\n  c: 2\n  b: 3\n' },
      findings: [
        'values.yaml 4:3-4:4 warning key-duplicate "b" is given twice: Helm takes the last one, and other readers refuse the file',
      ],
      fixed: { 'Remove this b': { 'values.yaml': 'a:\n  b: 1\n  c: 2\n' } },
    },
    {
      rule: 'schema-invalid',
      texts: valued('a: 1\n', '{"type": "object",}'),
      findings: [
        'values.schema.json 1:19-1:20 error schema-invalid values.schema.json cannot be used: it is not JSON: Expected double-quoted property name in JSON at position 18',
      ],
    },
    {
      rule: 'schema-invalid',
      texts: valued('a: 1\n', { properties: { a: { $ref: '#/definitions/none' } } }),
      findings: [
        'values.schema.json 1:1-1:51 error schema-invalid values.schema.json cannot be used: it refers to #/definitions/none, which is not there',
      ],
    },
    {
      rule: 'schema-not-checked',
      texts: valued('a: 1\n', { properties: { a: { $ref: 'https://example.com/a.json' } } }),
      findings: [
        'values.schema.json 1:1-1:59 info schema-not-checked values.yaml is not checked against all of values.schema.json: https://example.com/a.json is not fetched',
      ],
    },
    {
      rule: 'schema-not-checked',
      texts: valued(`a: ${'a'.repeat(40)}!\n`, { properties: { a: { pattern: '^(a+)+$' } } }),
      findings: [
        'values.schema.json 1:1-1:43 info schema-not-checked values.yaml is not checked against all of values.schema.json: it takes too long',
      ],
    },
    {
      rule: 'values-against-schema',
      texts: valued(
        'image:\n  tag: 1.10 # t\n  port: "80"\nreplicas: 0\nextra: {}\nlist:\n  - a\n  - b\nmode: fast\nany: 1\n',
        {
          $schema: 'http://json-schema.org/draft-07/schema#',
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: {
            image: {
              required: ['repository'],
              properties: { tag: { type: 'string' }, port: { $ref: '#/definitions/port' } },
            },
            replicas: { minimum: 1 },
            list: { items: { enum: ['a', 'c'] } },
            mode: { pattern: '^s' },
            any: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          },
          definitions: { port: { type: ['integer', 'null'] } },
        },
      ),
      findings: [
        'values.yaml 1:1-1:6 error values-against-schema values.schema.json refuses the values: it has no "name"',
        'values.yaml 1:1-1:6 error values-against-schema values.schema.json refuses image: it has no "repository"',
        'values.yaml 2:8-2:12 error values-against-schema values.schema.json refuses image.tag: it is of type number, not string',
        'values.yaml 3:9-3:13 error values-against-schema values.schema.json refuses image.port: it is of type string, not integer or null',
        'values.yaml 4:11-4:12 error values-against-schema values.schema.json refuses replicas: 0 is less than 1',
        'values.yaml 5:1-5:6 error values-against-schema values.schema.json refuses extra: it is not among what is allowed',
        'values.yaml 8:5-8:6 error values-against-schema values.schema.json refuses list.1: it does not match any of ["a","c"]',
        'values.yaml 9:7-9:11 error values-against-schema values.schema.json refuses mode: it does not match pattern',
        'values.yaml 10:6-10:7 error values-against-schema values.schema.json refuses any: it does not match any subschemas',
      ],
    },
    ...[
      'http://json-schema.org/draft-04/schema#',
      'https://json-schema.org/draft/2019-09/schema',
      'https://json-schema.org/draft/2020-12/schema',
      undefined,
    ].map((dialect) => ({
      rule: 'values-against-schema',
      texts: valued('a: x\n', { $schema: dialect, properties: { a: { type: 'integer' } } }),
      findings: [
        'values.yaml 1:4-1:5 error values-against-schema values.schema.json refuses a: it is of type string, not integer',
      ],
    })),
  ]);
});

describe('crds and templates', () => {
  goldens([
    {
      rule: 'crds-not-folder',
      texts: chart,
      facts: { files: ['Chart.yaml', 'crds'] },
      findings: ['crds 1:1-1:1 error crds-not-folder crds is a file, and has to be a folder'],
    },
    {
      rule: 'templates-missing',
      texts: chart,
      facts: { files: ['Chart.yaml', 'values.yaml'] },
      findings: ['2:7-2:10 info templates-missing The chart has no templates'],
    },
    {
      rule: 'crd-kind',
      texts: {
        'Chart.yaml': chart,
        'crds/a.yaml':
          'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n---\n---\napiVersion: v1\nkind: Secret\n',
      },
      findings: [
        'crds/a.yaml 6:7-6:13 error crd-kind What is in crds/ has to be a CustomResourceDefinition, and this is a "Secret"',
      ],
    },
    {
      rule: 'crd-api-version',
      texts: { 'Chart.yaml': chart, 'crds/a.yml': 'kind: CustomResourceDefinition\n' },
      findings: [
        'crds/a.yml 1:1-1:5 error crd-api-version What is in crds/ has to be of apiVersion apiextensions.k8s.io, and this is of ""',
      ],
    },
  ]);
});

describe('.helmignore', () => {
  const files = ['Chart.yaml', 'values.yaml', 'templates/a.yaml', 'docs/x/a.md', 'notes.txt'];
  const ignoring = (text: string) => ({ 'Chart.yaml': chart, '.helmignore': text });
  goldens([
    {
      rule: 'ignore-double-star',
      texts: ignoring('# docs\r\n  docs/**\r\n**/*.md\r\n'),
      findings: [
        '.helmignore 2:3-2:10 error ignore-double-star Helm knows no ** and loads no chart with one: a name without "/" applies at any depth',
        '.helmignore 3:1-3:8 error ignore-double-star Helm knows no ** and loads no chart with one: a name without "/" applies at any depth',
      ],
      fixed: {
        'Change it to docs/': { '.helmignore': '# docs\r\n  docs/\r\n**/*.md\r\n' },
        'Remove the rule': { '.helmignore': '# docs\r\n**/*.md\r\n' },
      },
    },
    {
      rule: 'ignore-pattern-invalid',
      texts: ignoring('[a\n'),
      findings: [
        '.helmignore 1:1-1:3 error ignore-pattern-invalid Helm cannot read the pattern "[a", and loads no chart with it',
      ],
    },
    {
      rule: 'ignore-negation',
      texts: ignoring('*.md\n!README.md\n'),
      findings: [
        '.helmignore 2:1-2:11 warning ignore-negation Helm ignores everything that "!README.md" does not match, Chart.yaml as well: it takes nothing back',
      ],
      fixed: { 'Remove the rule': { '.helmignore': '*.md\n' } },
    },
    {
      rule: 'ignore-drops-chart',
      texts: ignoring('*.yaml\ntemplates/\n'),
      findings: [
        '.helmignore 1:1-1:7 error ignore-drops-chart "*.yaml" leaves out Chart.yaml, which the chart needs',
        '.helmignore 2:1-2:11 error ignore-drops-chart "templates/" leaves out templates, which the chart needs',
      ],
    },
    {
      rule: 'ignore-matches-nothing',
      texts: ignoring('.git/\n*.log\ndocs/\nnotes.txt\n/a.md\ndocs/y/*.md\nci\n'),
      facts: { files },
      findings: [
        '.helmignore 5:1-5:6 info ignore-matches-nothing "/a.md" matches nothing in the chart',
        '.helmignore 6:1-6:12 info ignore-matches-nothing "docs/y/*.md" matches nothing in the chart',
        '.helmignore 7:1-7:3 info ignore-matches-nothing "ci" matches nothing in the chart',
      ],
    },
  ]);
});
