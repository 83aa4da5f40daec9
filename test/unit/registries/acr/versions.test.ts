import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256 } from '../../../../src/oci/digest';
import { parseManifestRow, parseTagRow } from '../../../../src/registries/acr/attributes';
import { artifactTypeOf, bothLocks, versionEntry } from '../../../../src/registries/acr/versions';

const digest = sha256('a');
const invalid = (reason: string): Error => new Error(reason);
const tag = (more: object = {}) => parseTagRow({ name: '1.0.0', digest, ...more }, invalid);
const manifest = (more: object = {}) => parseManifestRow({ digest, ...more }, invalid);

test('a tag without its manifest says what it can', () => {
  const row = tag({ lastUpdateTime: '2026-01-02T03:04:05.6789012Z' });
  assert.deepEqual(versionEntry(row, undefined), {
    tag: '1.0.0',
    digest,
    pushed: new Date('2026-01-02T03:04:05.678Z'),
  });
});

test('a tag with its manifest says what it is of', () => {
  const row = manifest({ imageSize: 5, configMediaType: 'application/x', tags: ['1.0.0', 'new'] });
  assert.deepEqual(versionEntry(tag(), row), {
    ...{ tag: '1.0.0', digest, artifactType: 'application/x', size: 5, otherTags: ['new'] },
  });
});

test('a version is locked when its tag or its manifest is', () => {
  const open = { write: true, delete: true };
  const closed = { write: false, delete: true };
  assert.deepEqual(bothLocks(open, closed), closed);
  assert.deepEqual(bothLocks(closed, open), closed);
  assert.deepEqual(bothLocks(undefined, closed), closed);
  assert.deepEqual(bothLocks(open, undefined), open);
  assert.equal(bothLocks(undefined, undefined), undefined);
  assert.deepEqual(tag({ changeableAttributes: { deleteEnabled: false } }).lock, {
    write: true,
    delete: false,
  });
});

test('the type of a version is that of its config, its own, or that it is an index', () => {
  const index = 'application/vnd.oci.image.index.v1+json';
  const empty = 'application/vnd.oci.empty.v1+json';
  const image = 'application/vnd.oci.image.manifest.v1+json';
  assert.equal(artifactTypeOf(manifest({ mediaType: index })), index);
  assert.equal(artifactTypeOf(manifest({ mediaType: image })), undefined);
  assert.equal(artifactTypeOf(manifest({ configMediaType: empty, artifactType: 'a/b' })), 'a/b');
  assert.equal(artifactTypeOf(manifest({ configMediaType: 'c/d', artifactType: 'a/b' })), 'c/d');
});

test('what is no tag and no manifest is refused', () => {
  for (const row of [null, {}, { name: 'a' }, { name: 'a', digest: 'latest' }]) {
    assert.throws(() => parseTagRow(row, invalid));
    assert.throws(() => parseManifestRow(row, invalid));
  }
});
