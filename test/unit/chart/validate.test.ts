import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import type { UncheckedMetadata } from '../../../src/chart/metadata';
import { validateMetadata } from '../../../src/chart/validate';

const good: UncheckedMetadata = { apiVersion: 'v2', name: 'c', version: '1.0.0' };

describe('validateMetadata accepts', () => {
  const rows: readonly (readonly [what: string, change: Partial<UncheckedMetadata>])[] = [
    ['a name and a version', {}],
    ['a version that can be coerced', { version: 'v1' }],
    ['any apiVersion', { apiVersion: 'v9' }],
    ['an application', { type: 'application' }],
    ['a library', { type: 'library' }],
    ['an empty maintainer', { maintainers: [{}] }],
    [
      'one chart under two aliases',
      {
        dependencies: [
          { name: 'a', repository: '', alias: 'b' },
          { name: 'a', repository: '', alias: 'c_-1' },
        ],
      },
    ],
  ];
  for (const [what, change] of rows) {
    it(what, () => {
      validateMetadata({ ...good, ...change });
    });
  }
});

describe('validateMetadata refuses', () => {
  const a = { name: 'a', repository: '' };
  const rows: readonly (readonly [
    message: string,
    field: string,
    change: Partial<UncheckedMetadata>,
  ])[] = [
    ['chart.metadata.apiVersion is required', 'apiVersion', { apiVersion: '' }],
    ['chart.metadata.name is required', 'name', { name: '' }],
    ['chart.metadata.name "." is not allowed', 'name', { name: '.' }],
    ['chart.metadata.name ".." is not allowed', 'name', { name: '..' }],
    ['chart.metadata.name "a/b" is invalid', 'name', { name: 'a/b' }],
    ['chart.metadata.name "a\\b" is invalid', 'name', { name: 'a\\b' }],
    ['chart.metadata.version is required', 'version', { version: '' }],
    ['chart.metadata.version "1.2.3.4" is invalid', 'version', { version: '1.2.3.4' }],
    ['chart.metadata.type must be application or library', 'type', { type: 'lib' }],
    [
      'maintainers must not contain empty or null nodes',
      'maintainers[1]',
      { maintainers: [{}, null] },
    ],
    [
      'dependencies must not contain empty or null nodes',
      'dependencies[1]',
      { dependencies: [a, null] },
    ],
    [
      'dependency "a" has disallowed characters in the alias',
      'dependencies[0].alias',
      { dependencies: [{ ...a, alias: 'b c' }] },
    ],
    [
      'more than one dependency with name or alias "a"',
      'dependencies[1].name',
      { dependencies: [a, a] },
    ],
    [
      'more than one dependency with name or alias "a"',
      'dependencies[1].alias',
      { dependencies: [a, { ...a, name: 'b', alias: 'a' }] },
    ],
  ];
  for (const [message, field, change] of rows) {
    it(`${message}, at ${field}`, () => {
      assert.throws(
        () => {
          validateMetadata({ ...good, ...change });
        },
        (error) => {
          assert.ok(error instanceof ChartroomError);
          assert.equal(error.code, 'chart.metadata-invalid');
          assert.equal(error.message, message);
          assert.equal(error.facts['field'], field);
          return true;
        },
      );
    });
  }
});

test('the first thing wrong is the one that is told', () => {
  const wrong: UncheckedMetadata = {
    name: '',
    version: '',
    type: 'x',
    maintainers: [null],
    dependencies: [null],
  };
  const repairs: Partial<UncheckedMetadata>[] = [
    { apiVersion: 'v2' },
    { name: 'c' },
    { version: '1' },
    { type: '' },
    { maintainers: [] },
  ];
  const told = repairs.map((_, count) => {
    const repaired = repairs.slice(0, count);
    const metadata = repaired.reduce<UncheckedMetadata>((all, one) => ({ ...all, ...one }), wrong);
    try {
      validateMetadata(metadata);
      return 'nothing';
    } catch (error) {
      return error instanceof ChartroomError ? error.facts['field'] : error;
    }
  });
  assert.deepEqual(told, ['apiVersion', 'name', 'version', 'type', 'maintainers[0]']);
});
