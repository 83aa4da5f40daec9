import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { gzip } from '../../../../src/chart/archive/gzip';
import { gzipMember, memberSize } from '../../../../src/chart/archive/gzipMember';
import { inChunks, joined, noise } from '../../../support/charts/bytes';

const text = Buffer.from('replicas: 3 # as many as it takes\n'.repeat(20_000));

describe('gzip', () => {
  const samples: Record<string, Uint8Array> = {
    nothing: new Uint8Array(0),
    'one byte': Buffer.from('x'),
    text,
    zeros: new Uint8Array(memberSize * 2),
    'one part': noise(memberSize),
    'one part and a byte': noise(memberSize + 1),
    // This one, and some of the many kinds below, catch a compressor that looks back too far.
    'squares, which repeat at odd distances': squares(397_112),
  };
  for (const [what, sample] of Object.entries(samples)) {
    it(`gives what another reader unpacks to the same: ${what}`, async () => {
      const packed = await joined(gzip(inChunks(sample)));
      assert.ok(gunzipSync(packed).equals(sample));
    });
  }

  it('gives what another reader unpacks to the same, for inputs of many kinds', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const sample = repetitive(seed * 7_001, seed);
      const packed = await joined(gzip(inChunks(sample)));
      assert.ok(gunzipSync(packed).equals(sample), `seed ${seed}`);
    }
  });

  it('gives the same bytes however the input is cut', async () => {
    const sample = Buffer.concat([text, noise(200_000)]);
    const whole = await joined(gzip(inChunks(sample, sample.length)));
    for (const size of [1_000, memberSize - 1, memberSize, memberSize + 1]) {
      assert.deepEqual(await joined(gzip(inChunks(sample, size))), whole, `cut to ${size}`);
    }
  });

  it('gives the same bytes from several threads as from one', async () => {
    const sample = Buffer.concat([noise(memberSize * 9), text]);
    const members: Uint8Array[] = [];
    for (let at = 0; at < sample.length; at += memberSize) {
      members.push(gzipMember(sample.subarray(at, at + memberSize)));
    }
    assert.ok((await joined(gzip(inChunks(sample)))).equals(Buffer.concat(members)));
  });

  it('writes neither a time nor the machine into the header', async () => {
    const packed = await joined(gzip(inChunks(text)));
    assert.equal(packed.subarray(0, 10).toString('hex'), '1f8b0800000000000003');
  });

  it('lets others have the event loop between the parts', async () => {
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    for await (const part of gzip(inChunks(noise(memberSize * 10), memberSize * 10))) {
      assert.ok(part.length > 0);
    }
    clearInterval(counting);
    assert.ok(turns >= 5, `the event loop had ${turns} turns`);
  });

  it('stops when it is cancelled and closes its input', async () => {
    const cancel = new AbortController();
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(noise(65_536));
      } finally {
        closed = true;
      }
    }
    const reading = (async () => {
      for await (const chunk of gzip(endless(), { signal: cancel.signal })) {
        if (chunk.length > 0) cancel.abort();
      }
    })();
    await assert.rejects(reading, { name: 'AbortError' });
    assert.ok(closed);
  });
});

function squares(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (Math.imul(index, index) >> 8) & 15);
}

/** Bytes that mostly repeat what came shortly before; how much, depends on the seed. */
function repetitive(length: number, seed: number): Uint8Array {
  const random = noise(length, seed);
  const bytes = new Uint8Array(length);
  for (const [at, value] of random.entries()) {
    const fresh = value < seed * 2;
    bytes[at] = fresh ? value & 7 : (bytes[at - 1 - (value % (seed + 3))] ?? 0);
  }
  return bytes;
}
