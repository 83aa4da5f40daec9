import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '../../../src/oci/digest';
import type { Manifest } from '../../../src/oci/manifest';
import { isAttachmentTag, kindOfManifest, kindOfType } from '../../../src/publishing/artifactKind';

function manifest(config: string, layers: string[] = [], artifactType?: string): Manifest {
  const descriptor = (mediaType: string) => ({ mediaType, digest: sha256(mediaType), size: 1 });
  return {
    schemaVersion: 2,
    config: descriptor(config),
    layers: layers.map(descriptor),
    ...(artifactType && { artifactType }),
  };
}

const empty = 'application/vnd.oci.empty.v1+json';
const imageConfig = 'application/vnd.oci.image.config.v1+json';

describe('the kind of an artifact', () => {
  const rows: [string, Manifest, string][] = [
    ['a chart by its config', manifest('application/vnd.cncf.helm.config.v1+json'), 'chart'],
    [
      'a chart, whatever its artifactType says',
      manifest('application/vnd.cncf.helm.config.v1+json', [], 'application/vnd.example.other'),
      'chart',
    ],
    ['an OCI image', manifest(imageConfig), 'image'],
    ['a Docker image', manifest('application/vnd.docker.container.image.v1+json'), 'image'],
    [
      'a cosign signature, which carries an image config',
      manifest(imageConfig, ['application/vnd.dev.cosign.simplesigning.v1+json']),
      'signature',
    ],
    [
      'a bundle by artifactType',
      manifest(empty, [], 'application/vnd.dev.sigstore.bundle.v0.3+json'),
      'signature',
    ],
    ['an SBOM by artifactType', manifest(empty, [], 'application/spdx+json'), 'sbom'],
    ['an attestation', manifest(empty, [], 'application/vnd.in-toto+json'), 'attestation'],
    ['anything else', manifest(empty, [], 'application/vnd.example.thing'), 'other'],
  ];
  for (const [name, value, kind] of rows) {
    it(`tells ${name}`, () => {
      assert.equal(kindOfManifest(value), kind);
    });
  }

  it('tells an index by its own media type', () => {
    assert.equal(kindOfType('application/vnd.oci.image.index.v1+json'), 'index');
    assert.equal(kindOfType('application/vnd.docker.distribution.manifest.list.v2+json'), 'index');
  });
});

describe('attachment tags', () => {
  const hex = 'a'.repeat(64);
  for (const tag of [`sha256-${hex}`, `sha256-${hex}.sig`, `sha256-${hex}.att`]) {
    it(`are told: ${tag.slice(0, 12)}…${tag.slice(-4)}`, () => {
      assert.equal(isAttachmentTag(tag), true);
    });
  }
  for (const tag of ['1.0.0', 'sha256-abc', 'latest', `v-sha256-${hex}`]) {
    it(`are not versions such as ${tag.slice(0, 12)}`, () => {
      assert.equal(isAttachmentTag(tag), false);
    });
  }
});
