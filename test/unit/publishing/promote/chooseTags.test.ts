import assert from 'node:assert/strict';
import { it } from 'node:test';
import { chooseTags } from '../../../../src/publishing/promote/chooseTags';

const signature = `sha256-${'a'.repeat(64)}.sig`;
const tags = ['1.0.0', '2.0.0-rc.1', 'latest', signature, '1.10.0', '1.9.0'];

it('takes all but what hangs on versions, newest first', () => {
  const all = ['2.0.0-rc.1', '1.10.0', '1.9.0', '1.0.0', 'latest'];
  assert.deepEqual(chooseTags(tags, { is: 'all' }), all);
});

it('takes the newest release, or where there is none the newest before one', () => {
  assert.deepEqual(chooseTags(tags, { is: 'newest' }), ['1.10.0']);
  assert.deepEqual(chooseTags(['2.0.0-rc.1', '2.0.0-rc.2', 'x'], { is: 'newest' }), ['2.0.0-rc.2']);
  assert.deepEqual(chooseTags(['latest'], { is: 'newest' }), []);
});

it('takes what matches a constraint, with the tags of versions that have build metadata', () => {
  const matching = { is: 'matching', constraint: '~1.9 || ^1.10' } as const;
  assert.deepEqual(chooseTags([...tags, '1.10.1_build.7'], matching), [
    '1.10.1_build.7',
    '1.10.0',
    '1.9.0',
  ]);
});
