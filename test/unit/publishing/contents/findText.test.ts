import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findText, textsOf } from '../../../../src/publishing/contents/findText';

const texts = textsOf([
  ['values.yaml', Buffer.from('image:\r\n  tag: Stable\r\n')],
  ['logo.png', Buffer.from('\x89PNG\0 stable')],
  ['README.md', Buffer.from('# The stable one\nnot this\nstable again')],
]);

describe('a search in the files of a chart', () => {
  it('finds lines by any part of them, capitals or not, in texts only', () => {
    assert.deepEqual(findText(texts, 'stable', 10), [
      { path: 'values.yaml', line: 2, column: 8, text: '  tag: Stable' },
      { path: 'README.md', line: 1, column: 7, text: '# The stable one' },
      { path: 'README.md', line: 3, column: 1, text: 'stable again' },
    ]);
  });

  it('ends where it is enough', () => {
    assert.equal(findText(texts, 'STABLE', 2).length, 2);
    assert.deepEqual(findText(texts, '', 10), []);
    assert.deepEqual(findText(texts, 'nowhere', 10), []);
  });
});
