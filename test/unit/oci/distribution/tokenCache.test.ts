import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenCache } from '../../../../src/oci/distribution/tokenCache';
import type { Token } from '../../../../src/oci/distribution/token';

/** Gives `token 1`, `token 2`, … that live for 10 ms from when they were asked for. */
function issuer(clock: () => number): { next: () => Promise<Token>; issued: () => number } {
  let count = 0;
  return {
    next: () => Promise.resolve({ value: `token ${++count}`, expires: clock() + 10 }),
    issued: () => count,
  };
}

test('keeps a token until it expires', async () => {
  let now = 0;
  const { next } = issuer(() => now);
  const cache = createTokenCache(() => now);
  assert.equal(await cache.get('a', next, undefined), 'token 1');
  now = 9;
  assert.equal(await cache.get('a', next, undefined), 'token 1');
  assert.equal(await cache.get('b', next, undefined), 'token 2');
  now = 10;
  assert.equal(await cache.get('a', next, undefined), 'token 3');
});

test('drops the token that was refused, but not the one got since', async () => {
  const { next } = issuer(() => 0);
  const cache = createTokenCache(() => 0);
  await cache.get('a', next, undefined);
  cache.drop('a', 'token 1');
  assert.equal(await cache.get('a', next, undefined), 'token 2');
  cache.drop('a', 'token 1');
  assert.equal(await cache.get('a', next, undefined), 'token 2');
});

test('lets those who come together share one request', async () => {
  const { next, issued } = issuer(() => 0);
  const cache = createTokenCache(() => 0);
  const all = await Promise.all([1, 2, 3].map(() => cache.get('a', next, undefined)));
  assert.deepEqual(all, ['token 1', 'token 1', 'token 1']);
  assert.equal(issued(), 1);
});

test('does not remember a failure', async () => {
  const { next } = issuer(() => 0);
  const cache = createTokenCache(() => 0);
  const failing = (): Promise<Token> => Promise.reject(new Error('down'));
  await assert.rejects(cache.get('a', failing, undefined), /down/);
  assert.equal(await cache.get('a', next, undefined), 'token 1');
});

test('goes on for the others when one gives up, and stops when all have', async () => {
  const cache = createTokenCache(() => 0);
  const seen: AbortSignal[] = [];
  let give: (token: Token) => void = () => undefined;
  const request = (signal: AbortSignal): Promise<Token> => {
    seen.push(signal);
    return new Promise((resolve, reject) => {
      give = resolve;
      signal.addEventListener('abort', () => {
        reject(new Error('stopped'));
      });
    });
  };
  const [one, two] = [new AbortController(), new AbortController()];
  const first = cache.get('a', request, one.signal);
  const second = cache.get('a', request, two.signal);
  one.abort();
  await assert.rejects(first, { name: 'AbortError' });
  assert.equal(seen[0]?.aborted, false);
  give({ value: 'for two', expires: 10 });
  assert.equal(await second, 'for two');

  const third = cache.get('b', request, two.signal);
  two.abort();
  await assert.rejects(third, { name: 'AbortError' });
  assert.equal(seen[1]?.aborted, true);
});
