import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectionError } from '../../../../src/oci/distribution/connection';
import type { HttpResponse } from '../../../../src/oci/distribution/message';
import {
  createRetry,
  isRetryable,
  pauseAfter,
  retryAfter,
} from '../../../../src/oci/distribution/retry';

const now = Date.parse('2026-03-01T12:00:00Z');

function answer(status: number, headers: Record<string, string> = {}): HttpResponse {
  return {
    status,
    headers: new Headers(headers),
    url: new URL('https://registry.example/v2/'),
    body: ReadableStream.from<Uint8Array>([]),
  };
}

/** Repeats over the given outcomes and tells what came of it and how long it paused before each repetition. */
async function run(
  ...outcomes: readonly (HttpResponse | Error)[]
): Promise<{ status: number; pauses: number[]; sent: number }> {
  const pauses: number[] = [];
  let sent = 0;
  const retry = createRetry({
    clock: () => now,
    random: () => 0,
    sleep: (ms) => {
      pauses.push(ms);
      return Promise.resolve();
    },
  });
  const { status } = await retry(() => {
    const outcome = outcomes[sent++] ?? answer(500);
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  });
  return { status, pauses, sent };
}

function broken(code: string): Error {
  return connectionError(
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }),
    'registry.example',
  );
}

test('pauses longer each time, half of it by chance, up to three seconds', () => {
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6].map((failures) => pauseAfter(failures, 0)),
    [100, 200, 400, 800, 1500, 1500],
  );
  assert.equal(pauseAfter(1, 0.5), 150);
  assert.equal(pauseAfter(9, 0.999999), 3000);
});

test('sends five times at most and gives the last answer', async () => {
  assert.deepEqual(await run(), { status: 500, pauses: [100, 200, 400, 800], sent: 5 });
});

test('stops at the first answer that another try would not change', async () => {
  assert.deepEqual(await run(answer(503), answer(404)), { status: 404, pauses: [100], sent: 2 });
});

test('repeats what passes by itself only', () => {
  assert.deepEqual(
    [200, 400, 401, 404, 408, 425, 429, 500, 501, 502, 503, 504].filter(isRetryable),
    [408, 425, 429, 500, 502, 503, 504],
  );
});

test('waits as long as the registry says, at most a minute', async () => {
  const date = new Date(now + 7000).toUTCString();
  const { pauses } = await run(
    answer(429, { 'retry-after': '3' }),
    answer(503, { 'retry-after': date }),
    answer(429, { 'retry-after': '86400' }),
    answer(200),
  );
  assert.deepEqual(pauses, [3000, 7000, 60_000]);
});

test('tells of a host that asks to slow down, and of no other reason to wait', async () => {
  const outcomes = [answer(429, { 'retry-after': '3' }), answer(503), answer(200)];
  const waits: unknown[] = [];
  const retry = createRetry({
    random: () => 0,
    sleep: () => Promise.resolve(),
    onWait: (wait) => waits.push(wait),
  });
  await retry(() => Promise.resolve(outcomes.shift() ?? answer(500)));
  assert.deepEqual(waits, [{ host: 'registry.example', milliseconds: 3000 }]);
});

test('understands Retry-After in seconds and as a date, and nothing else', () => {
  assert.equal(retryAfter('2', now), 2000);
  assert.equal(retryAfter('Sun, 01 Mar 2026 11:00:00 GMT', now), 0);
  assert.equal(retryAfter('soon', now), undefined);
  assert.equal(retryAfter(null, now), undefined);
});

test('repeats after a broken connection, not after an unknown name or a bad certificate', async () => {
  assert.equal((await run(broken('ECONNRESET'), broken('UND_ERR_SOCKET'), answer(200))).sent, 3);
  await assert.rejects(run(broken('ENOTFOUND')), { code: 'oci.unreachable' });
  await assert.rejects(run(broken('CERT_HAS_EXPIRED')), { code: 'oci.certificate' });
});

test('stops waiting when cancelled', async () => {
  const controller = new AbortController();
  const retry = createRetry({ random: () => 0 });
  const attempt = (): Promise<HttpResponse> => {
    controller.abort();
    return Promise.resolve(answer(429, { 'retry-after': '60' }));
  };
  await assert.rejects(retry(attempt, { signal: controller.signal }), { name: 'AbortError' });
});
