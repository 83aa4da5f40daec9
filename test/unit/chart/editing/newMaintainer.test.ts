import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newMaintainer } from '../../../../src/chart/editing/newMaintainer';

describe('the first maintainer of a Chart.yaml', () => {
  it('comes after all that is there, on a line of its own', () => {
    for (const text of ['name: a\n', 'name: a', 'name: a\r\n# end\r\n']) {
      const added = newMaintainer(text);
      assert.ok(added);
      assert.equal(added.offset, text.length);
      const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
      const lines = (text + added.snippet).split(lineEnd);
      assert.equal(lines.at(-4), 'maintainers:');
      assert.equal(lines.at(-1), '');
      assert.ok(!(text + added.snippet).replaceAll(lineEnd, '').includes('\n'));
    }
  });

  it('is not offered where there is one, or no block to add to', () => {
    for (const text of [
      'maintainers: []\n',
      'name: a\nmaintainers:\n',
      '{ name: a }\n',
      '',
      '- a\n',
    ]) {
      assert.equal(newMaintainer(text), undefined, text);
    }
  });
});
