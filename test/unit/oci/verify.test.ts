import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { hasCode } from '../../../src/base/error';
import type { Descriptor } from '../../../src/oci/descriptor';
import type { BlobContent } from '../../../src/oci/store';
import { checkBytes, verified } from '../../../src/oci/verify';
import { blob, chunks, readAll } from '../../support/oci/artifact';

const { descriptor } = blob('hello world');

/** What a consumer has got when the stream ends, and how it ended. */
async function consume(content: BlobContent, expected: Descriptor) {
  let received = '';
  try {
    for await (const chunk of verified(content, expected, 'the test')) {
      received += Buffer.from(chunk).toString();
    }
    return { received };
  } catch (error) {
    return { received, error };
  }
}

describe('verified', () => {
  it('passes on what is right, chunk by chunk', async () => {
    const content = verified(chunks('hello', ' ', '', 'world'), descriptor, 'the test');
    assert.equal((await readAll(content)).toString(), 'hello world');
  });

  it('passes on an empty blob', async () => {
    const empty = blob('');
    assert.deepEqual(await consume(chunks(), empty.descriptor), { received: '' });
    assert.deepEqual(await consume(chunks(''), empty.descriptor), { received: '' });
  });

  it('checks sha512 digests', async () => {
    const hex = createHash('sha512').update('hello world').digest('hex');
    const strong: Descriptor = { ...descriptor, digest: `sha512:${hex}` };
    assert.deepEqual(await consume(chunks('hello world'), strong), { received: 'hello world' });
    const { error } = await consume(chunks('hello_world'), strong);
    assert(hasCode(error, 'oci.digest-mismatch'));
  });

  it('holds the last bytes back until they are known to be right', async () => {
    const { received, error } = await consume(chunks('hello', ' ', 'wOrld'), descriptor);
    assert.equal(received, 'hello ');
    assert(hasCode(error, 'oci.digest-mismatch'));
    assert.match(error.message, /the test is damaged: its digest is sha256:/);
  });

  it('refuses content that goes on, without handing on what completes the size', async () => {
    const inOneChunk = await consume(chunks('hello world!'), descriptor);
    assert.equal(inOneChunk.received, '');
    assert(hasCode(inOneChunk.error, 'oci.digest-mismatch'));
    const inTwo = await consume(chunks('hello', ' world', '!'), descriptor);
    assert.equal(inTwo.received, 'hello');
    assert(hasCode(inTwo.error, 'oci.digest-mismatch'));
    assert.match(inTwo.error.message, /longer than 11 bytes/);
  });

  it('refuses content that ends early', async () => {
    const { error } = await consume(chunks('hello'), descriptor);
    assert(hasCode(error, 'oci.digest-mismatch'));
    assert.match(error.message, /ended after 5 of 11 bytes/);
  });

  it('stops reading an endless source and lets it close', async () => {
    let closed = false;
    async function* endless(): BlobContent {
      try {
        for (;;) yield await Promise.resolve(Buffer.from('hello'));
      } finally {
        closed = true;
      }
    }
    const { error } = await consume(endless(), descriptor);
    assert(hasCode(error, 'oci.digest-mismatch'));
    assert(closed);
  });
});

describe('checkBytes', () => {
  it('accepts the right bytes only', () => {
    checkBytes(Buffer.from('hello world'), descriptor, 'the test');
    for (const text of ['hello', 'hello world!', 'hello_world']) {
      assert.throws(
        () => {
          checkBytes(Buffer.from(text), descriptor, 'the test');
        },
        (error) => hasCode(error, 'oci.digest-mismatch'),
      );
    }
  });
});
