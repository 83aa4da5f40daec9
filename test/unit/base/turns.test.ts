import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createTurns } from '../../../src/base/turns';

it('lets what has the same key wait for what came before, also when that fails', async () => {
  const turns = createTurns();
  const steps: string[] = [];
  const work = (name: string) => async () => {
    steps.push(`${name} begins`);
    await Promise.resolve();
    steps.push(`${name} ends`);
    if (name === 'first') throw new Error(name);
  };
  const first = turns.take('same', work('first'));
  const all = [turns.take('same', work('second')), turns.take('other', work('other'))];
  await assert.rejects(first, { message: 'first' });
  await Promise.all(all);
  assert.deepEqual(
    steps.filter((step) => !step.startsWith('other')),
    ['first begins', 'first ends', 'second begins', 'second ends'],
  );
  assert.ok(steps.indexOf('other begins') < steps.indexOf('second begins'));
});
