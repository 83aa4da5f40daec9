import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasCode } from '../../../src/base/error';
import { parseGoYaml } from '../../../src/chart/goYaml';
import { goYamlText } from '../../../src/chart/goYamlText';
import { lockText, parseLock } from '../../../src/chart/lockFile';

// What helm 3.10.1 writes, but for the time.
const text = `dependencies:
- name: redis
  repository: https://charts.example
  version: 1.10.0
- name: local
  repository: ""
  version: "1.0"
digest: sha256:0123
generated: "2026-01-02T03:04:05Z"
`;

const lock = {
  dependencies: [
    { name: 'redis', repository: 'https://charts.example', version: '1.10.0' },
    { name: 'local', repository: '', version: '1.0' },
  ],
  digest: 'sha256:0123',
  generated: '2026-01-02T03:04:05Z',
};

describe('a lock', () => {
  it('is written as Helm writes it, and read back', () => {
    assert.equal(lockText(lock), text);
    assert.deepEqual(parseLock(text, 'Chart.lock'), lock);
  });

  it('can be empty, and is refused where it is none', () => {
    const none = { dependencies: [], digest: '', generated: '' };
    assert.deepEqual(parseLock('', 'Chart.lock'), none);
    assert.throws(
      () => parseLock('dependencies: 3\n', 'Chart.lock'),
      (error) => hasCode(error, 'chart.yaml-invalid') && error.facts['file'] === 'Chart.lock',
    );
  });
});

describe('a text as go-yaml writes it', () => {
  const rows: readonly (readonly [text: string, written: string])[] = [
    ['redis', 'redis'],
    ['', '""'],
    ['~', '"~"'],
    ['yes', '"yes"'],
    ['1.10', '"1.10"'],
    ['1.10.0', '1.10.0'],
    ['2021-01-02', '"2021-01-02"'],
    ['190:20:30', '"190:20:30"'],
    ['^1.2', '^1.2'],
    ['>=1.0', `'>=1.0'`],
    ['*', `'*'`],
    ['@team', `'@team'`],
    ['-x', '-x'],
    ['- x', `'- x'`],
    ["it's: here", `'it''s: here'`],
    ['a #b', `'a #b'`],
    ['a#b', 'a#b'],
    [' a', `' a'`],
    ['a\tb\u0007', String.raw`"a\tb\x07"`],
    ['übung', 'übung'],
  ];
  for (const [value, written] of rows) {
    it(JSON.stringify(value), () => {
      assert.equal(goYamlText(value, 0, 2), written);
      const read = parseGoYaml(`key: ${written}\n`, 'Chart.lock');
      const node = read.kind === 'map' ? read.entries.get('key') : undefined;
      assert.equal(node?.kind === 'scalar' ? node.value : undefined, value);
    });
  }
});
