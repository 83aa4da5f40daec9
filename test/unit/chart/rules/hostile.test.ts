import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkChart } from '../../../../src/chart/rules/check';
import { sizeLimitOf } from '../../../../src/chart/rules/sizeLimit';

const whole = 'apiVersion: v2\nname: app\nversion: 1.0.0\n';

/** As much of a text as is checked. */
function filled(piece: string, path: string): string {
  return piece.repeat(Math.floor(sizeLimitOf(path) / piece.length));
}

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
for (let at = 0; at < 9; at += 1) {
  const [name, one] = ['bcdefghij'[at] ?? '', `*${'abcdefghi'[at] ?? ''}`];
  bomb.push(`${name}: &${name} [${Array(10).fill(one).join(', ')}]`);
}

describe('a text that is made to hurt', () => {
  const pieces = [
    '[',
    '{a: ',
    '- ',
    '? ',
    '"',
    'x: [\n',
    'a: b\n',
    '#\n',
    '---\n',
    '- name: a\n',
    '&a ',
    '*a ',
  ];
  // One file for each limit of size, and the one that is no YAML. What grows out of hand takes minutes or all memory,
  // and the step has a time limit.
  for (const path of ['Chart.yaml', 'values.yaml', '.helmignore']) {
    it(`is checked in the end: ${path}`, () => {
      for (const text of [...pieces.map((piece) => filled(piece, path)), bomb.join('\n')]) {
        const texts = new Map([
          ['Chart.yaml', whole],
          [path, text],
        ]);
        const findings = checkChart(texts, { folder: 'app', files: [...texts.keys()] }, {});
        assert.ok(findings.length <= 1_000);
      }
    });
  }

  it('names what is nested too deep', () => {
    const findings = checkChart(
      new Map([['Chart.yaml', '['.repeat(5_000)]]),
      { folder: 'app' },
      {},
    );
    assert.deepEqual(
      findings
        .map(({ rule, facts }) => [rule, facts['reason']])
        .filter(([rule]) => rule === 'yaml-invalid'),
      [['yaml-invalid', 'exceeded max depth']],
    );
  });
});
