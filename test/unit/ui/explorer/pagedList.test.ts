import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from '../../../../src/base/page';
import { pagedList } from '../../../../src/ui/explorer/pagedList';

/** A listing of three pages that counts how many were asked for and fails where it is told to. */
function listing(failAt?: number) {
  const asked: number[] = [];
  const failures = new Set(failAt === undefined ? [] : [failAt]);
  async function* open(): AsyncGenerator<Page<string>> {
    for (let page = 0; page < 3; page += 1) {
      asked.push(page);
      if (failures.delete(page)) throw new Error('the registry is down');
      yield await Promise.resolve({ items: [`${page}a`, `${page}b`], more: page < 2 });
    }
  }
  return { asked, open };
}

describe('a paged list', () => {
  it('asks for nothing before somebody wants a page', () => {
    const { asked, open } = listing();
    const list = pagedList(open);
    assert.deepEqual([list.items, list.complete, asked], [[], false, []]);
  });

  it('reads one page a call and knows when it is complete', async () => {
    const { asked, open } = listing();
    const list = pagedList(open);
    await list.more();
    assert.deepEqual([list.items, list.complete, asked], [['0a', '0b'], false, [0]]);
    await list.more();
    await list.more();
    assert.deepEqual(list.items, ['0a', '0b', '1a', '1b', '2a', '2b']);
    assert.equal(list.complete, true);
    await list.more();
    assert.deepEqual(asked, [0, 1, 2]);
  });

  it('shares one request between calls at the same time', async () => {
    const { asked, open } = listing();
    const list = pagedList(open);
    await Promise.all([list.more(), list.more()]);
    assert.deepEqual([list.items, asked], [['0a', '0b'], [0]]);
  });

  it('keeps what it has after an error, and goes on from there without rows twice', async () => {
    const { asked, open } = listing(1);
    const list = pagedList(open);
    await list.more();
    await assert.rejects(list.more(), /the registry is down/);
    assert.deepEqual([list.items, list.started, list.complete], [['0a', '0b'], true, false]);
    await list.more();
    assert.deepEqual(list.items, ['0a', '0b', '1a', '1b']);
    assert.deepEqual(asked, [0, 1, 0, 1]);
    await list.more();
    assert.deepEqual([list.items.length, list.complete], [6, true]);
  });

  it('has not started when its first page could not be read', async () => {
    const list = pagedList(listing(0).open);
    await assert.rejects(list.more(), /the registry is down/);
    assert.deepEqual([list.items, list.started], [[], false]);
  });

  it('is stopped only while it reads', async () => {
    const { asked, open } = listing();
    const stopped = new AbortController();
    let signalOfPages: AbortSignal | undefined;
    const list = pagedList((signal) => {
      signalOfPages = signal;
      return open();
    });
    await list.more({ signal: stopped.signal });
    stopped.abort();
    assert.equal(signalOfPages?.aborted, false);
    await assert.rejects(list.more({ signal: stopped.signal }), { name: 'AbortError' });
    await list.more({ signal: new AbortController().signal });
    assert.deepEqual([list.items.length, asked], [4, [0, 1]]);
  });
});
