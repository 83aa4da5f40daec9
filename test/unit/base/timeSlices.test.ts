import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { giveTurn, inTimeSlices } from '../../../src/base/timeSlices';

/** Keeps the thread for so many milliseconds. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('slices of time', () => {
  it('let others have the thread when the time is up, and start anew then', async () => {
    let turns = 0;
    const count = (): NodeJS.Immediate => setImmediate(() => (turns += 1));
    for (const expected of [1, 2]) {
      count();
      work(20);
      await giveTurn();
      assert.equal(turns, expected);
    }
  });

  it('are between the steps of long work, which ends with what it comes to', async () => {
    let turns = 0;
    function* steps(): Generator<void, number, void> {
      for (let step = 0; step < 3; step += 1) {
        setImmediate(() => (turns += 1));
        work(20);
        yield;
      }
      return turns;
    }
    assert.equal(await inTimeSlices(steps()), 3);
  });

  it('take no time before that', async () => {
    await giveTurn();
    assert.equal(giveTurn(), undefined);
  });
});
