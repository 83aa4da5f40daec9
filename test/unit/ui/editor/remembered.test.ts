import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { createRemembered } from '../../../../src/ui/editor/remembered';

function setUp() {
  const clock = { now: 0 };
  const asked: string[] = [];
  const remembered = createRemembered<string>({
    ...{ expiry: 100, failureExpiry: 10, timeLimit: 60_000 },
    clock: () => clock.now,
  });
  const ask = (key: string, answer: () => Promise<string>, signal = AbortSignal.any([])) =>
    remembered.of(
      key,
      () => {
        asked.push(key);
        return answer();
      },
      signal,
    );
  return { clock, asked, remembered, ask };
}

const yes = (): Promise<string> => Promise.resolve('yes');
const no = (): Promise<string> => Promise.reject(new Error('no'));

describe('what is remembered', () => {
  it('is asked once for all who ask at the same time', async () => {
    const { ask, asked } = setUp();
    assert.deepEqual(await Promise.all([ask('a', yes), ask('a', yes), ask('b', yes)]), [
      ...['yes', 'yes', 'yes'],
    ]);
    assert.deepEqual(asked, ['a', 'b']);
  });

  it('is asked again when it has expired, and when it was forgotten', async () => {
    const { ask, asked, clock, remembered } = setUp();
    await ask('a', yes);
    clock.now = 99;
    await ask('a', yes);
    assert.equal(asked.length, 1);
    clock.now = 100;
    await ask('a', yes);
    assert.equal(asked.length, 2);
    remembered.forget();
    await ask('a', yes);
    assert.equal(asked.length, 3);
  });

  it('is a failure as well, for a shorter time', async () => {
    const { ask, asked, clock } = setUp();
    await assert.rejects(ask('a', no));
    await assert.rejects(ask('a', yes));
    assert.equal(asked.length, 1);
    clock.now = 10;
    assert.equal(await ask('a', yes), 'yes');
  });

  it('is there for the next one when the first does not wait for it', async () => {
    const { ask, asked } = setUp();
    const leaving = new AbortController();
    const gate = new EventEmitter();
    const late = once(gate, 'open').then(() => 'late');
    const first = ask('a', () => late, leaving.signal);
    leaving.abort();
    await assert.rejects(first, { name: 'AbortError' });
    const second = ask('a', no);
    gate.emit('open');
    assert.equal(await second, 'late');
    assert.deepEqual(asked, ['a']);
  });

  it('is not asked by who has left already', async () => {
    const { ask, asked } = setUp();
    await assert.rejects(ask('a', yes, AbortSignal.abort()), { name: 'AbortError' });
    assert.deepEqual(asked, []);
  });
});
