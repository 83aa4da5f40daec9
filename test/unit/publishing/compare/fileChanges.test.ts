import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileChanges } from '../../../../src/publishing/compare/fileChanges';
import type { SideFiles } from '../../../../src/publishing/compare/side';

/** Files in memory, as those of a published chart are, with a line that says which side they are of. */
function filesOf(side: string, count: number): SideFiles {
  const bytes = Buffer.from(`kind: ConfigMap\nside: ${side}\n`);
  const file = { size: bytes.length, read: () => Promise.resolve(bytes) };
  return new Map(Array.from({ length: count }, (_, at) => [`files/${at}.yaml`, file]));
}

const outermost = { path: '', before: '', after: '' };

describe('the changed files of a chart', () => {
  it('are found while others have the thread in between', async () => {
    const count = 10_000;
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    let found = 0;
    const changes = fileChanges(filesOf('before', count), filesOf('after', count), outermost, {});
    for await (const { change, lines } of changes) {
      assert.deepEqual([change, lines], ['changed', { added: 1, removed: 1 }]);
      found += 1;
    }
    clearInterval(timer);
    assert.equal(found, count);
    assert.ok(turns > 0);
  });

  it('stop with the signal', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const changes = fileChanges(filesOf('a', 10), filesOf('b', 10), outermost, { signal });
    await changes.next();
    controller.abort();
    await assert.rejects(changes.next(), { name: 'AbortError' });
  });
});
