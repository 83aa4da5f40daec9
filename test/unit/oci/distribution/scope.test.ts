import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeScopes, repositoryScope } from '../../../../src/oci/distribution/scope';

test('puts what the registry wants first and each resource once', () => {
  assert.deepEqual(
    mergeScopes(
      ['repository:charts/app:metadata_read,pull'],
      [repositoryScope('charts/app', 'pull', 'push'), repositoryScope('charts/base', 'pull')],
    ),
    ['repository:charts/app:metadata_read,pull,push', 'repository:charts/base:pull'],
  );
});

test('asks for the same in the same words, whatever the order of the registry', () => {
  const wanted = [repositoryScope('charts/app', 'pull', 'push')];
  assert.deepEqual(mergeScopes(['repository:charts/app:push,pull'], wanted), wanted);
});

test('takes a name with a port for what it is', () => {
  assert.deepEqual(
    mergeScopes(['repository:mirror:5000/app:pull'], ['repository:mirror:5000/app:push']),
    ['repository:mirror:5000/app:pull,push'],
  );
});
