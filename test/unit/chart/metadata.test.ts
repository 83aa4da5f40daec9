import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { parseMetadata, type UncheckedMetadata } from '../../../src/chart/metadata';
import { parseRequirements } from '../../../src/chart/requirements';

/** What a Chart.yaml with these lines says beside its name and version. */
function read(lines: string): Omit<UncheckedMetadata, 'name' | 'version'> {
  const { name, version, ...rest } = parseMetadata(`name: c\nversion: 1.0.0\n${lines}`);
  assert.deepEqual({ name, version }, { name: 'c', version: '1.0.0' });
  return rest;
}

function appVersion(yaml: string): string | undefined {
  return read(`appVersion: ${yaml}`).appVersion;
}

// What helm 3.10.1 shows of the same files.
describe('a scalar where a text is wanted', () => {
  const rows: readonly (readonly [yaml: string, text: string | undefined])[] = [
    ['1.10', '1.1'],
    ['1.0', '1'],
    ['5.', '5'],
    ['.5', '0.5'],
    ['._5', '._5'],
    ['-0.0', '-0'],
    ['72445e2', '7.2445e+06'],
    ['123456.0', '123456'],
    ['1234567.0', '1.234567e+06'],
    ['16777217.0', '1.6777216e+07'],
    ['3.14159265358979', '3.1415927'],
    ['0.0001', '0.0001'],
    ['0.00001', '1e-05'],
    ['1e-45', '1e-45'],
    ['1e39', '+Inf'],
    ['1e999', '1e999'],
    ['.nan', 'NaN'],
    ['-.inf', '-Inf'],
    ['+5', '5'],
    ['017', '15'],
    ['0o17', '15'],
    ['08', '8'],
    ['0x1F', '31'],
    ['0b101', '5'],
    ['1_000', '1000'],
    ['1_', '1'],
    ['_1', '_1'],
    ['1:30', '1:30'],
    ['190:20:30.15', '190:20:30.15'],
    ['18446744073709551615', '18446744073709551615'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['+18446744073709551615', '1.8446744e+19'],
    ['99999999999999999999', '1e+20'],
    ['2001-01-01', '2001-01-01'],
    ['1.2.3', '1.2.3'],
    ['y', 'true'],
    ['Yes', 'true'],
    ['oFF', 'oFF'],
    ['OFF', 'false'],
    ['~', undefined],
    ['NULL', undefined],
    ['', undefined],
    ['"1.10"', '1.10'],
    ["'yes'", 'yes'],
    ['!!str 1.10', '1.10'],
    ['!!int "12"', '12'],
    ['!!float 3', '3'],
    ['!!bool "yes"', 'true'],
    ['!!binary aGk=', 'hi'],
    ['!other 1.10', '1.10'],
    ['|-\n  1.10', '1.10'],
    ['|\n  a\n  b\n', 'a\nb\n'],
    ['|\n  a\n  b', 'a\nb'],
    ['>+\n  a\n  b', 'a b'],
    ['a\n  b', 'a b'],
  ];
  for (const [yaml, text] of rows) {
    it(`${JSON.stringify(yaml)} is ${JSON.stringify(text)}`, () => {
      assert.equal(appVersion(yaml), text);
    });
  }

  it('is turned into a text in lists and annotations as well', () => {
    assert.deepEqual(read('keywords: [a, ~, 1.10, yes]').keywords, ['a', '', '1.1', 'true']);
    assert.deepEqual(
      read('annotations: {a: 1.10, b: ~, on: yes, 1.50: x, 010: z, .inf: w}').annotations,
      {
        a: '1.1',
        b: '',
        true: 'true',
        1.5: 'x',
        8: 'z',
        '.inf': 'w',
      },
    );
  });
});

describe('keys', () => {
  it('match in any case', () => {
    assert.equal(read('DESCRIPTION: x').description, 'x');
    assert.deepEqual(read('maintainers: [{Name: a, URL: b}]').maintainers, [
      { name: 'a', url: 'b' },
    ]);
  });

  it('written twice count once: the last in byte order that is not null', () => {
    assert.equal(read('description: a\nDescription: b').description, 'a');
    assert.equal(read('Description: a\ndescription: ~').description, 'a');
    assert.equal(read('description: a\ndescription: b').description, 'b');
  });

  it('that Helm does not know are left out', () => {
    assert.deepEqual(read('engine: gotpl\n"<<": {home: x}'), {});
  });
});

describe('merge keys and aliases', () => {
  it('give what precedes a merge a new value, and take one from what follows', () => {
    assert.equal(read('description: a\n<<: {description: b}').description, 'b');
    assert.equal(read('<<: {description: b}\ndescription: a').description, 'a');
  });

  it('let the first of several maps win', () => {
    assert.equal(read('<<: [{description: a}, {description: b}]').description, 'a');
  });

  it('follow the anchor that was last set', () => {
    assert.deepEqual(read('x: &k a\ny: *k\nz: &k b\nkeywords: [*k]').keywords, ['b']);
  });
});

test('everything a chart can say is kept', () => {
  const yaml = `
apiVersion: v2
name: c
version: 1.0.0
home: https://example.com
sources: [https://example.com/a]
description: d
keywords: [k]
maintainers: [{name: Ann, email: e, url: u}, {}, ~]
icon: i
condition: c.enabled
tags: t
appVersion: 1.2.3
deprecated: yes
annotations: {a: b}
kubeVersion: ">=1.30"
type: library
dependencies:
- name: d
  version: ^1
  repository: oci://example.com/charts
  condition: d.enabled
  tags: [t]
  enabled: true
  alias: e
  import-values: [data, {child: a, parent: b}, 9007199254740993, ~]
- ~
`;
  assert.deepEqual(parseMetadata(yaml), {
    apiVersion: 'v2',
    name: 'c',
    version: '1.0.0',
    home: 'https://example.com',
    sources: ['https://example.com/a'],
    description: 'd',
    keywords: ['k'],
    maintainers: [{ name: 'Ann', email: 'e', url: 'u' }, {}, null],
    icon: 'i',
    condition: 'c.enabled',
    tags: 't',
    appVersion: '1.2.3',
    deprecated: true,
    annotations: { a: 'b' },
    kubeVersion: '>=1.30',
    type: 'library',
    dependencies: [
      {
        name: 'd',
        version: '^1',
        repository: 'oci://example.com/charts',
        condition: 'd.enabled',
        tags: ['t'],
        enabled: true,
        alias: 'e',
        importValues: ['data', { child: 'a', parent: 'b' }, 9007199254740992, null],
      },
      null,
    ],
  });
});

test('what is empty is absent', () => {
  const lines =
    'home: ""\nsources: []\nkeywords: ~\nannotations: {}\ndeprecated: no\ndependencies: []';
  assert.deepEqual(read(lines), {});
});

test('a file without a document has no name and no version', () => {
  for (const yaml of ['', '# only a comment', '---\n...\n', '~', '{}']) {
    assert.deepEqual(parseMetadata(yaml), { name: '', version: '' });
  }
});

test('a byte order mark, a directive and a second document do not matter', () => {
  assert.equal(parseMetadata('\ufeffname: a').name, 'a');
  assert.equal(parseMetadata('%YAML 1.1\n---\nname: a').name, 'a');
  assert.equal(parseMetadata('name: a\n---\nname: [').name, 'a');
});

test('an annotation may have any key', () => {
  const { annotations } = read('annotations: {__proto__: a, constructor: b}');
  assert.deepEqual(Object.entries(annotations ?? {}), [
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
});

describe('what Helm cannot read is refused where it stands', () => {
  const rows: readonly (readonly [lines: string, line: number, column: number, reason: RegExp])[] =
    [
      ['home: [a]', 1, 7, /cannot unmarshal array into field "home" of type string/],
      ['home: {a: b}', 1, 7, /cannot unmarshal object into field "home" of type string/],
      ['keywords: a', 1, 11, /cannot unmarshal string into field "keywords" of type array/],
      ['keywords:\n- a\n- [b]', 3, 3, /array into field "keywords\[1\]" of type string/],
      ['annotations:\n  a:\n    b: c', 3, 5, /object into field "annotations.a" of type string/],
      ['deprecated: "true"', 1, 13, /cannot unmarshal string into field "deprecated" of type bool/],
      ['deprecated: 1', 1, 13, /cannot unmarshal number into field "deprecated" of type bool/],
      ['maintainers: [a]', 1, 15, /string into field "maintainers\[0\]" of type object/],
      ['dependencies: {}', 1, 15, /object into field "dependencies" of type array/],
      ['dependencies:\n- name: [a]', 2, 9, /array into field "dependencies\[0\].name"/],
      ['dependencies:\n- name: a\n  import-values: [.inf]', 3, 19, /number into field/],
      ['[a]', 1, 1, /cannot unmarshal array into the document of type object/],
      ['hello', 1, 1, /cannot unmarshal string into the document/],
      ['annotations: {~: x}', 1, 15, /a map key must be/],
      ['annotations: {[a]: x}', 1, 15, /a map key must be/],
      ['home: a\n<<: 3', 2, 5, /map merge requires map/],
      ['<<: [a]', 1, 6, /map merge requires map/],
      ['home: *nope', 1, 7, /unknown anchor 'nope'/],
      ['a: &a [*a]', 1, 8, /anchor 'a' value contains itself/],
      ['a: &a\n  <<: *a', 2, 7, /anchor 'a' value contains itself/],
      ['home: !!int abc', 1, 13, /cannot decode "abc"/],
      ['home: !!binary a', 1, 16, /cannot decode "a"/],
      ['home: !!null x', 1, 14, /cannot decode "x"/],
      [String.raw`home: "\ud83d\ude00"`, 1, 7, /invalid Unicode character escape code/],
      ['home: a\u0007b', 1, 8, /control characters/],
      ['home: `a', 1, 7, /reserved character/],
      ['home: a\n\ticon: b', 2, 1, /Tabs|indent|Nested/i],
      ['a: b\nc', 2, 1, /Implicit map keys/],
      ['%YAML 1.2\n---\na: b', 1, 1, /incompatible YAML document/],
      [`a: ${'['.repeat(600)}${']'.repeat(600)}`, 1, 503, /exceeded max depth/],
    ];
  for (const [yaml, line, column, reason] of rows) {
    it(JSON.stringify(yaml.slice(0, 40)), () => {
      assert.throws(
        () => parseMetadata(yaml),
        (error) => {
          assert.ok(error instanceof ChartroomError);
          assert.equal(error.code, 'chart.yaml-invalid');
          assert.match(String(error.facts['reason']), reason);
          assert.deepEqual([error.facts['line'], error.facts['column']], [line, column]);
          return true;
        },
      );
    });
  }
});

describe('a document that grows without end is refused', () => {
  const tenfold = (next: (index: number) => string): string =>
    Array.from({ length: 10 }, (_, index) => next(index)).join('\n');
  const bombs = {
    'by lists': tenfold((i) => `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1},`.repeat(9)}]`),
    'by merges': Array.from({ length: 40 }, (_, i) =>
      i === 0 ? 'a0: &a0 {x: 1}' : `a${i}: &a${i} {<<: [*a${i - 1}, *a${i - 1}]}`,
    ).join('\n'),
  };
  for (const [how, yaml] of Object.entries(bombs)) {
    it(how, () => {
      assert.throws(() => parseMetadata(yaml), /document contains excessive aliasing/);
    });
  }
});

describe('requirements.yaml', () => {
  it('names dependencies as Chart.yaml does', () => {
    assert.deepEqual(parseRequirements('dependencies:\n- name: a\n  version: 1.10\n- ~'), [
      { name: 'a', version: '1.1', repository: '' },
      null,
    ]);
  });

  it('may name none', () => {
    assert.equal(parseRequirements(''), undefined);
    assert.equal(parseRequirements('dependencies: []'), undefined);
  });

  it('is named in the error', () => {
    assert.throws(() => parseRequirements('dependencies: 3'), /Helm cannot read requirements.yaml/);
  });
});
