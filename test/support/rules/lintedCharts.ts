/** Of a chart, by their path. */
export type Texts = Readonly<Record<string, string>>;

const field = {
  apiVersion: [
    'apiVersion: v2',
    'apiVersion: v1',
    'apiVersion: v3',
    'apiVersion: 2',
    'apiVersion: ""',
    '',
  ],
  name: [
    'name: app',
    'name: ""',
    'name: ../app',
    'name: a/b',
    'name: [a]',
    'name: 12',
    'Name: app',
    '',
  ],
  version: [
    ...[
      'version: 1.2.3',
      'version: v1.2.3',
      'version: 1.10',
      'version: "1.2"',
      'version: 1',
      'version: 1.2.3.4',
    ],
    ...[
      'version: latest',
      'version: 0.0.0-0',
      'version: 0.0.0',
      'version: on',
      'version:',
      'version: 01.2.3',
      '',
    ],
  ],
  appVersion: [
    '',
    'appVersion: "1.16.0"',
    'appVersion: 1.16',
    'appVersion: 1e3',
    'appVersion: yes',
    'appVersion:',
    'appVersion: 2020-01-01',
  ],
  type: ['', 'type: application', 'type: library', 'type: other', 'type: ""'],
  icon: [
    '',
    'icon: https://example.com/icon.png',
    'icon: icon.png',
    'icon: //example.com/x',
    'icon: "data:image/png;base64,AA=="',
    'icon: /a b',
  ],
  sources: [
    '',
    'sources: [https://example.com]',
    'sources: [example.com]',
    'sources: [""]',
    'sources: ["http://a:b/"]',
    'sources: ["http://a b/", "https://a/b c"]',
    'sources: a',
  ],
  maintainers: [
    ...[
      '',
      'maintainers: []',
      'maintainers: [{name: a, email: a@example.com, url: "https://a.example"}]',
    ],
    ...[
      'maintainers: [{email: a@example.com}]',
      'maintainers: [{name: a, email: a@localhost}]',
      'maintainers: [{name: a, email: "a b@example.com"}]',
    ],
    ...[
      'maintainers: [{name: a, url: "a example"}]',
      'maintainers: [{name: a, email: "\\"a b\\"@example.com"}]',
      'maintainers: [{name: a, email: a@1.2.3.4}]',
    ],
  ],
  dependencies: [
    ...[
      '',
      'dependencies: []',
      'dependencies: [{name: sub, version: 1.0.0}]',
      'dependencies: [{name: gone, version: 1.0.0}]',
    ],
    ...[
      'dependencies: [{name: sub, alias: a.b}]',
      'dependencies: [{name: sub}, {name: sub}]',
      'dependencies: [{name: sub}, {name: x, alias: sub}]',
    ],
    ...['dependencies: [null]', 'dependencies: {a: b}'],
  ],
  rest: [
    '',
    '',
    '',
    '',
    'unknown: 1',
    'keywords: a',
    'deprecated: "true"',
    'description: *none',
    'a: [',
    'name: twice',
    'annotations: {a: 1}',
    '\tb: c',
    'x: &a {<<: *a}',
  ],
} as const;

const urls = [
  'https://example.com',
  'example.com/a',
  'http://foobar',
  'foobar',
  'xyz://foobar.com',
  'mailto:a@b.c',
  'http://a b',
  'localhost',
  'http://localhost:3000/',
  'http://[::1]/x',
  '//example.com',
  '.com',
  'a.',
  'http://foo_bar.example/',
  'http://-a.example',
  'ftp://u:p@a.example:21/x?y=1#z',
  'http://1.2.3.4/',
  'a.b:99999',
  'http://grün.example',
  'https://example.com/a b',
  'x.y',
  'https://a..b',
];
const mails = [
  'a@b.c',
  'a.b@example.com',
  'a..b@example.com',
  '.a@example.com',
  'a@b',
  'a@-b.com',
  'a@b-.com',
  'a@b.c1',
  'a@b.1c',
  'grün@example.com',
  '"a"@example.com',
  'a+b@example.co.uk',
  'a@example.com.',
  'a@b_c.com',
  'a@@b.com',
  'a@example..com',
  'a b@example.com',
  "o'neil@example.com",
];

const values = [
  undefined,
  '',
  'a: 1\n',
  'a: x\n',
  '- a\n',
  'a: [\n',
  'a: 1\na: 2\n',
  'a: &x 1\nb: *y\n',
  'text\n',
];
const schemas = [
  undefined,
  undefined,
  '{"properties":{"a":{"type":"integer"}}}',
  '{"required":["b"]}',
];
const subcharts = [undefined, undefined, 'apiVersion: v2\nname: sub\nversion: 1.0.0\n'];
const ignores = [undefined, undefined, undefined, undefined, '*.md\n', '**/a\n', '[a\n'];

/** Charts with what can be wrong in them: each thing alone, then many at once. The same ones in each run. */
export function lintedCharts(): readonly Texts[] {
  const kinds = [...Object.values(field), values, schemas, subcharts, ignores];
  const charts: Texts[] = kinds.flatMap((choices, kind) =>
    choices.map((_, choice) => chartOf((at) => (at === kind ? choice : 0))),
  );
  const people = [
    ...urls.map((url) => ({ name: 'a', url })),
    ...mails.map((email) => ({ name: 'a', email })),
  ];
  const sites = urls.map((url) => `icon: ${JSON.stringify(url)}`);
  const whole = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';
  for (const line of [...people.map((one) => `maintainers: [${JSON.stringify(one)}]`), ...sites]) {
    charts.push({ 'Chart.yaml': `${whole}${line}\n`, 'templates/NOTES.txt': 'x\n' });
  }
  const random = numbers(20_261_121);
  for (let count = 0; count < 400; count += 1) {
    // Most of a chart is right, as in life: otherwise the first mistake hides all others.
    charts.push(
      chartOf((at) => (random() < 0.6 ? 0 : Math.floor(random() * (kinds[at]?.length ?? 1)))),
    );
  }
  return charts;
}

function chartOf(choose: (kind: number) => number): Texts {
  const fields = Object.values(field).map((choices, kind) => choices[choose(kind)] ?? '');
  const [value, schema, subchart, ignore] = [values, schemas, subcharts, ignores].map(
    (choices, at) => choices[choose(fields.length + at)],
  );
  return {
    'Chart.yaml': fields.filter((line) => line !== '').join('\n') + '\n',
    ...(value !== undefined && { 'values.yaml': value }),
    ...(schema !== undefined && { 'values.schema.json': schema }),
    ...(subchart !== undefined && { 'charts/sub/Chart.yaml': subchart }),
    ...(ignore !== undefined && { '.helmignore': ignore }),
    'templates/NOTES.txt': 'x\n',
  };
}

/** A linear congruence: the same numbers everywhere. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
