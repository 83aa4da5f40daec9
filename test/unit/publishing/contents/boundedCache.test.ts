import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedCache } from '../../../../src/publishing/contents/boundedCache';

/** A cache of texts with room for so many characters, and what it has loaded. */
function cacheOf(limit: number) {
  const cache = boundedCache<string>(limit, (text) => text.length);
  const loaded: string[] = [];
  const get = (key: string, value = key): Promise<string> =>
    cache.get(key, () => {
      loaded.push(key);
      return Promise.resolve(value);
    });
  return { cache, get, loaded };
}

describe('a bounded cache', () => {
  it('loads once what there is room for', async () => {
    const { get, loaded } = cacheOf(4);
    for (const key of ['aa', 'bb', 'aa', 'bb']) assert.equal(await get(key), key);
    assert.deepEqual(loaded, ['aa', 'bb']);
  });

  it('lets go first what was not used for longest', async () => {
    const { get, loaded } = cacheOf(4);
    for (const key of ['aa', 'bb', 'aa', 'cc', 'aa', 'bb']) await get(key);
    assert.deepEqual(loaded, ['aa', 'bb', 'cc', 'bb']);
  });

  it('hands out what is larger than all of it, and keeps the rest', async () => {
    const { get, loaded } = cacheOf(4);
    for (const key of ['aa', 'too large', 'aa', 'too large']) assert.equal(await get(key), key);
    assert.deepEqual(loaded, ['aa', 'too large', 'too large']);
  });

  it('shares a load between those who ask at the same time, and keeps no failure', async () => {
    const { get, loaded, cache } = cacheOf(4);
    await assert.rejects(
      cache.get('aa', () => Promise.reject(new Error('offline'))),
      /offline/,
    );
    await Promise.all([get('aa'), get('aa')]);
    assert.deepEqual(loaded, ['aa']);
  });

  it('stops a load that nobody waits for any more', async () => {
    const { cache } = cacheOf(4);
    const controller = new AbortController();
    let stopped = false;
    const waiting = cache.get(
      'aa',
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            stopped = true;
            reject(new Error('stopped'));
          });
        }),
      { signal: controller.signal },
    );
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    assert.equal(stopped, true);
  });
});
