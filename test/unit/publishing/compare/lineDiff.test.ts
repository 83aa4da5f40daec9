import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countLines, unifiedDiff } from '../../../../src/publishing/compare/lineDiff';

describe('lines of a change', () => {
  const table: [before: string, after: string, added: number, removed: number][] = [
    ['a\nb\n', 'a\nb\n', 0, 0],
    ['a\nb\n', 'a\nc\n', 1, 1],
    ['', 'a\nb\n', 2, 0],
    ['a\nb', '', 0, 2],
    ['a', 'a\n', 1, 1],
    ['- a\n', '+ a\n', 1, 1],
    ['a\nb\nc\n', 'c\nx\na\nb\n', 2, 1],
    ['a\na\nb\n', 'a\nb\nb\n', 1, 1],
    ['a\r\nb\r\n', 'a\nb\r\n', 1, 1],
  ];
  for (const [before, after, added, removed] of table) {
    it(`are +${added} -${removed} from ${JSON.stringify(before)} to ${JSON.stringify(after)}`, () => {
      assert.deepEqual(countLines(before, after), { added, removed });
    });
  }

  it('are counted to the last one in a long text, however many there are', () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `line ${at}\n`);
    const other = lines.map((line, at) => (at % 2 === 0 ? line : `changed ${line}`));
    assert.deepEqual(countLines(lines.join(''), other.join('')), {
      added: 10_000,
      removed: 10_000,
    });
  });

  it('are all of them where nothing is the same in long texts', () => {
    const text = (word: string): string =>
      Array.from({ length: 5000 }, (_, at) => `${word} ${at}\n`).join('');
    assert.deepEqual(countLines(text('old'), text('new')), { added: 5000, removed: 5000 });
    assert.deepEqual(countLines('', text('new')), { added: 5000, removed: 0 });
  });
});

describe('a unified diff', () => {
  it('has three lines around a change', () => {
    const lines = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
    const before = { name: 'a/values.yaml', text: `${lines.join('\n')}\n` };
    const after = { name: 'b/values.yaml', text: `${lines.join('\n').replace('5', 'five')}\n` };
    assert.equal(
      unifiedDiff(before, after),
      [
        ...['--- a/values.yaml', '+++ b/values.yaml', '@@ -2,7 +2,7 @@'],
        ...[' 2', ' 3', ' 4', '-5', '+five', ' 6', ' 7', ' 8', ''],
      ].join('\n'),
    );
  });

  it('is against no file for what is new or gone', () => {
    const file = { name: 'b/NOTES.txt', text: 'Hello' };
    const none = { name: 'a/NOTES.txt', text: undefined };
    assert.equal(
      unifiedDiff(none, file),
      '--- /dev/null\n+++ b/NOTES.txt\n@@ -0,0 +1,1 @@\n+Hello\n\\ No newline at end of file\n',
    );
    assert.match(
      unifiedDiff(file, none),
      /^--- b\/NOTES\.txt\n\+\+\+ \/dev\/null\n@@ -1,1 \+0,0 @@\n/,
    );
  });
});
