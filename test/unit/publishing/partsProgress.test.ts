import assert from 'node:assert/strict';
import { it } from 'node:test';
import { partsProgress } from '../../../src/publishing/partsProgress';

it('adds up what several copies report', () => {
  const told: number[][] = [];
  const next = partsProgress(({ doneBytes, totalBytes }) => told.push([doneBytes, totalBytes]));
  const [first, second] = [next(), next()];
  first?.({ doneBytes: 0, totalBytes: 10, phase: 'copying' });
  second?.({ doneBytes: 5, totalBytes: 7, phase: 'copying' });
  first?.({ doneBytes: 10, totalBytes: 10, phase: 'copying' });
  assert.deepEqual(told, [
    [0, 10],
    [5, 17],
    [15, 17],
  ]);
});

it('reports nothing to nobody', () => {
  assert.equal(partsProgress(undefined)(), undefined);
});
