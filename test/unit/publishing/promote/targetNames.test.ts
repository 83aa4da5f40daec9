import assert from 'node:assert/strict';
import { it } from 'node:test';
import { commonParent, targetNames } from '../../../../src/publishing/promote/targetNames';

const names = (sources: readonly string[], parent: string) => [
  ...targetNames(sources, { is: 'below', parent }).values(),
];

it('keeps names', () => {
  assert.deepEqual(
    [...targetNames(['a/b', 'c'], { is: 'keep' })],
    [
      ['a/b', 'a/b'],
      ['c', 'c'],
    ],
  );
});

it('puts everything into one repository', () => {
  const there = targetNames(['a/b', 'c'], { is: 'into', repository: 'd' });
  assert.deepEqual([...there.values()], ['d', 'd']);
});

it('replaces only the parents that all have in common', () => {
  assert.deepEqual(names(['dev/team/app'], 'prod'), ['prod/app']);
  assert.deepEqual(names(['dev/team/app', 'dev/lib'], 'prod'), ['prod/team/app', 'prod/lib']);
  assert.deepEqual(names(['dev/app', 'test/app'], 'prod'), ['prod/dev/app', 'prod/test/app']);
  assert.deepEqual(names(['app'], 'prod'), ['prod/app']);
});

it('takes a parent with slashes around it, and none', () => {
  assert.deepEqual(names(['dev/app'], '/prod/charts/'), ['prod/charts/app']);
  assert.deepEqual(names(['dev/app'], ''), ['app']);
});

it('compares whole parts of names', () => {
  assert.equal(commonParent(['dev/app', 'develop/app']), '');
  assert.equal(commonParent(['a/b/c', 'a/b/d/e']), 'a/b');
  assert.equal(commonParent(['a/b', 'a/b/c']), 'a');
  assert.equal(commonParent([]), '');
});
