import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sanitizeMetadata } from '../../../src/chart/sanitize';

test('spaces become ASCII spaces and what cannot be printed goes', () => {
  const dirty = 'a\tb\r\nc\u00a0d\u2028e\u3000f\u0085g\u200dh\u0000i\ufeffj\ue000k\u{e0001}l';
  assert.equal(
    sanitizeMetadata({ name: 'n', version: '1', description: dirty }).description,
    'a b  c d e f ghijkl',
  );
});

test('letters, marks, numbers, punctuation and symbols of any script stay', () => {
  const name = 'é e\u0301 \u0661 ½ « € 日本 😀';
  assert.equal(sanitizeMetadata({ name, version: '1' }).name, name);
});

test('only the fields that Helm sanitises are touched', () => {
  const clean = sanitizeMetadata({
    name: 'a\t',
    version: 'a\t',
    apiVersion: 'a\t',
    type: 'a\t',
    home: 'a\t',
    icon: 'a\t',
    condition: 'a\t',
    tags: 'a\t',
    appVersion: 'a\t',
    kubeVersion: 'a\t',
    sources: ['a\t'],
    keywords: ['a\t'],
    annotations: { 'a\t': 'a\t' },
    maintainers: [{ name: 'a\t', email: 'a\t', url: 'a\t' }, null],
    dependencies: [
      {
        name: 'a\t',
        version: 'a\t',
        repository: 'a\t',
        condition: 'a\t',
        tags: ['a\t'],
        alias: 'a\t',
        importValues: ['a\t'],
      },
      null,
    ],
  });
  assert.deepEqual(clean, {
    name: 'a ',
    version: 'a\t',
    apiVersion: 'a\t',
    type: 'a\t',
    home: 'a ',
    icon: 'a ',
    condition: 'a ',
    tags: 'a ',
    appVersion: 'a ',
    kubeVersion: 'a ',
    sources: ['a '],
    keywords: ['a '],
    annotations: { 'a\t': 'a\t' },
    maintainers: [{ name: 'a ', email: 'a ', url: 'a ' }, null],
    dependencies: [
      {
        name: 'a ',
        version: 'a ',
        repository: 'a ',
        condition: 'a ',
        tags: ['a '],
        alias: 'a\t',
        importValues: ['a\t'],
      },
      null,
    ],
  });
});
