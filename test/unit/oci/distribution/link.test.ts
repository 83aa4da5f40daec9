import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextLink } from '../../../../src/oci/distribution/link';

test('finds the next page', () => {
  assert.equal(
    nextLink('</v2/_catalog?last=a%2Fb&n=2>; rel="next"'),
    '/v2/_catalog?last=a%2Fb&n=2',
  );
});

test('takes a relation without quotes', () => {
  assert.equal(
    nextLink('<https://registry.example/v2/a>;rel=next'),
    'https://registry.example/v2/a',
  );
});

test('finds it among other links and parameters', () => {
  const header =
    '</first>; rel="first"; title="a, <b>", </next,page>; title="x;y"; REL="prev Next"';
  assert.equal(nextLink(header), '/next,page');
});

test('finds nothing where there is nothing', () => {
  assert.equal(nextLink(null), undefined);
  assert.equal(nextLink('</previous>; rel="prev"'), undefined);
  assert.equal(nextLink('</x>; title="rel=next"'), undefined);
  assert.equal(nextLink('not a link'), undefined);
});
