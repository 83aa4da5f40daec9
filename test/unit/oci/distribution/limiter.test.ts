import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLimiter } from '../../../../src/oci/distribution/limiter';

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

function gate(): Gate {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Starts tasks that end when their gate opens, and notes the order in which they begin. */
function start(
  limit: number,
  keys: readonly string[],
): { begun: string[]; gates: Gate[]; done: Promise<unknown> } {
  const limiter = createLimiter(limit);
  const begun: string[] = [];
  const gates = keys.map(gate);
  const tasks = keys.map((key, index) =>
    limiter.run(key, async () => {
      begun.push(`${key}${index}`);
      await gates[index]?.opened;
    }),
  );
  return { begun, gates, done: Promise.all(tasks) };
}

/** Lets everything go on that can without something new from outside. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

test('lets no more than the limit run, and then the one that has waited longest', async () => {
  const { begun, gates, done } = start(2, ['a', 'a', 'a', 'a']);
  await settled();
  assert.deepEqual(begun, ['a0', 'a1']);
  gates[1]?.open();
  await settled();
  assert.deepEqual(begun, ['a0', 'a1', 'a2']);
  for (const { open } of gates) open();
  await done;
  assert.deepEqual(begun, ['a0', 'a1', 'a2', 'a3']);
});

test('counts each key by itself', async () => {
  const { begun, gates, done } = start(1, ['a', 'b', 'a']);
  await settled();
  assert.deepEqual(begun, ['a0', 'b1']);
  for (const { open } of gates) open();
  await done;
});

test('gives the place on when a task fails', async () => {
  const limiter = createLimiter(1);
  const failing = limiter.run('a', () => Promise.reject(new Error('no')));
  const next = limiter.run('a', () => Promise.resolve('yes'));
  await assert.rejects(failing, /no/);
  assert.equal(await next, 'yes');
});

test('forgets who gave up waiting', async () => {
  const limiter = createLimiter(1);
  const first = gate();
  const running = limiter.run('a', () => first.opened);
  const controller = new AbortController();
  const waiting = limiter.run('a', () => Promise.resolve('too late'), {
    signal: controller.signal,
  });
  const behind = limiter.run('a', () => Promise.resolve('in'));
  controller.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  first.open();
  await running;
  assert.equal(await behind, 'in');
});
