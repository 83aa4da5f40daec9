import assert from 'node:assert/strict';
import { it } from 'node:test';
import { selectedRows } from '../../../../src/ui/window/selectedRows';

const isText = (value: unknown): value is string => typeof value === 'string';

it('are all that are selected, when the one that was clicked is among them', () => {
  assert.deepEqual(selectedRows('a', ['a', 'b', 3], isText), ['a', 'b']);
});

it('are the one that was clicked beside the selection', () => {
  assert.deepEqual(selectedRows('c', ['a', 'b'], isText), ['c']);
  assert.deepEqual(selectedRows('c', undefined, isText), ['c']);
  assert.deepEqual(selectedRows('c', 'a tag', isText), ['c']);
});

it('are none from the palette', () => {
  assert.deepEqual(selectedRows(undefined, undefined, isText), []);
});
