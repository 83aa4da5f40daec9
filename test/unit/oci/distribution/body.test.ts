import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBody } from '../../../../src/oci/distribution/body';
import type { HttpResponse } from '../../../../src/oci/distribution/message';

/** A body without end, of pieces of 10 bytes, that counts what was taken of it. */
function endless(): { response: HttpResponse; taken: () => number; closed: () => boolean } {
  let taken = 0;
  let closed = false;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        taken += 10;
        yield await Promise.resolve(new Uint8Array(10));
      }
    } finally {
      closed = true;
    }
  }
  const url = new URL('https://registry.example/v2/');
  const response = { status: 200, headers: new Headers(), url, body: pieces() };
  return { response, taken: () => taken, closed: () => closed };
}

test('a body that does not end is cut off and closed', async () => {
  const { response, taken, closed } = endless();
  const { bytes, truncated } = await readBody(response, 25);
  assert.deepEqual([bytes.length, truncated, taken(), closed()], [25, true, 30, true]);
});

test('a body of just the limit is whole', async () => {
  const body = ReadableStream.from([new Uint8Array(10), new Uint8Array(15)]);
  const { bytes, truncated } = await readBody({ ...endless().response, body }, 25);
  assert.deepEqual([bytes.length, truncated], [25, false]);
});
