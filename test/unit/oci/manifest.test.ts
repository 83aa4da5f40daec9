import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { encodeManifest, parseIndex, parseManifest } from '../../../src/oci/manifest';
import {
  dockerManifest,
  dockerManifestList,
  ociIndex,
  ociManifest,
} from '../../../src/oci/mediaType';
import type { ManifestContent } from '../../../src/oci/store';
import { artifact, blob, document, indexOf } from '../../support/oci/artifact';

const { descriptor: config } = blob('{}', 'application/vnd.test.config');
const { descriptor: layer } = blob('layer', 'application/vnd.test.layer');

function reasonOf(
  content: ManifestContent,
  parse = parseManifest as (c: ManifestContent) => unknown,
) {
  try {
    parse(content);
  } catch (error) {
    assert(error instanceof ChartroomError);
    assert.equal(error.code, 'oci.manifest-invalid');
    return String(error.facts['reason']);
  }
  assert.fail('nothing was thrown');
}

describe('encodeManifest', () => {
  it('writes the manifest of Helm test chart signtest to the byte', () => {
    // Digests and sizes as Helm's own registry test states them.
    const { descriptor, bytes } = encodeManifest({
      schemaVersion: 2,
      config: {
        mediaType: 'application/vnd.cncf.helm.config.v1+json',
        digest: 'sha256:8d17cb6bf6ccd8c29aace9a658495cbd5e2e87fc267876e86117c7db681c9580',
        size: 99,
      },
      layers: [
        {
          mediaType: 'application/vnd.cncf.helm.chart.provenance.v1.prov',
          digest: 'sha256:b0a02b7412f78ae93324d48df8fcc316d8482e5ad7827b5b238657a29a22f256',
          size: 695,
        },
        {
          mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
          digest: 'sha256:e5ef611620fb97704d8751c16bab17fedb68883bfb0edc76f78a70e9173f9b55',
          size: 973,
        },
      ],
      annotations: {
        'org.opencontainers.image.version': '0.1.0',
        'org.opencontainers.image.title': 'signtest',
        'org.opencontainers.image.description': 'A Helm chart for Kubernetes',
        'org.opencontainers.image.created': '1977-09-02T22:04:05Z',
      },
    });
    assert.equal(bytes.length, 742);
    assert.deepEqual(descriptor, {
      mediaType: ociManifest,
      digest: 'sha256:fbbade96da6050f68f94f122881e3b80051a18f13ab5f4081868dd494538f5c2',
      size: 742,
    });
  });

  it('escapes and sorts as Go does', () => {
    const { bytes } = encodeManifest({
      schemaVersion: 2,
      config,
      layers: [],
      annotations: {
        '10': 'a',
        '9': 'é',
        '\u{1F600}': 'after the next by UTF-8',
        '\uFFFD': '<b> & "c" \u2028\u2029\u0001',
        lone: '\uD800',
      },
    });
    const text = Buffer.from(bytes).toString();
    assert.equal(
      text.slice(text.indexOf('"annotations"')),
      '"annotations":{"10":"a","9":"é","lone":"\uFFFD",' +
        '"\uFFFD":"\\u003cb\\u003e \\u0026 \\"c\\" \\u2028\\u2029\\u0001",' +
        '"\u{1F600}":"after the next by UTF-8"}}',
    );
  });

  it('leaves out what is absent or empty and keeps the order of the fields', () => {
    const bare = encodeManifest({ schemaVersion: 2, config, layers: [], annotations: {} });
    assert.deepEqual(Object.keys(JSON.parse(Buffer.from(bare.bytes).toString()) as object), [
      'schemaVersion',
      'config',
      'layers',
    ]);
    const full = encodeManifest({
      annotations: { a: 'b' },
      subject: layer,
      layers: [{ ...layer, artifactType: 'x', annotations: { c: 'd' } }],
      config,
      artifactType: 'application/vnd.test',
      mediaType: ociManifest,
      schemaVersion: 2,
    });
    assert.deepEqual(Object.keys(JSON.parse(Buffer.from(full.bytes).toString()) as object), [
      'schemaVersion',
      'mediaType',
      'artifactType',
      'config',
      'layers',
      'subject',
      'annotations',
    ]);
    assert.deepEqual(parseManifest(full).layers[0]?.annotations, { c: 'd' });
  });
});

describe('parseManifest', () => {
  it('reads back what was written', () => {
    const { manifest } = artifact('{}', 'one', 'two');
    const parsed = parseManifest(manifest);
    assert.deepEqual(encodeManifest(parsed).descriptor, manifest.descriptor);
  });

  it('reads a Docker schema 2 manifest', () => {
    const content = document(dockerManifest, {
      schemaVersion: 2,
      mediaType: dockerManifest,
      config,
      layers: [layer],
    });
    assert.deepEqual(parseManifest(content).layers, [layer]);
  });

  it('takes null, as Go writes an empty list, for no layers', () => {
    const content = document(ociManifest, { schemaVersion: 2, config, layers: null });
    assert.deepEqual(parseManifest(content).layers, []);
  });

  it('keeps an annotation named __proto__ an annotation', () => {
    const text = JSON.stringify({ schemaVersion: 2, config, layers: [] });
    const hostile = `${text.slice(0, -1)},"annotations":{"__proto__":"x"}}`;
    const { annotations } = parseManifest(blob(hostile, ociManifest));
    assert.deepEqual(Object.entries(annotations ?? {}), [['__proto__', 'x']]);
  });

  const valid = { schemaVersion: 2, config, layers: [layer] };
  const hostile: readonly (readonly [string, unknown, RegExp])[] = [
    ['a list', [], /not a JSON object/],
    ['schema version 1', { ...valid, schemaVersion: 1 }, /schemaVersion/],
    ['the media type of an index', { ...valid, mediaType: ociIndex }, /media type/],
    ['manifests beside layers', { ...valid, manifests: [] }, /manifests of an index/],
    ['no config', { ...valid, config: undefined }, /^config is not an object/],
    ['layers that are a text', { ...valid, layers: 'x' }, /^layers is not a list/],
    [
      'a path as digest',
      { ...valid, layers: [{ ...layer, digest: 'sha256:../x' }] },
      /^layers\[0\].*digest/,
    ],
    ['a negative size', { ...valid, config: { ...config, size: -1 } }, /^config.*size/],
    ['a size that is no integer', { ...valid, config: { ...config, size: 1.5 } }, /^config.*size/],
    ['a size past 2^53', { ...valid, config: { ...config, size: 2 ** 60 } }, /^config.*size/],
    ['an annotation that is a number', { ...valid, annotations: { a: 1 } }, /^annotations/],
    ['a subject without digest', { ...valid, subject: { mediaType: 'x' } }, /^subject/],
    ['10,001 layers', { ...valid, layers: new Array(10_001).fill(layer) }, /more than 10000/],
  ];
  for (const [what, value, reason] of hostile) {
    it(`refuses ${what}`, () => {
      assert.match(reasonOf(document(ociManifest, value)), reason);
    });
  }

  it('refuses what is not JSON, not UTF-8, too deep or too large', () => {
    assert.match(reasonOf(blob('<html>', ociManifest)), /not JSON/);
    assert.match(reasonOf(blob(Buffer.from([0x22, 0xff, 0x22]), ociManifest)), /not JSON/);
    assert.match(reasonOf(blob('['.repeat(4_194_304), ociManifest)), /not JSON/);
    assert.match(reasonOf(blob(' '.repeat(4_194_305), ociManifest)), /larger than 4194304/);
  });
});

describe('parseIndex', () => {
  it('reads an image index and a Docker manifest list', () => {
    const { manifest } = artifact('{}');
    assert.deepEqual(parseIndex(indexOf(manifest)).manifests, [manifest.descriptor]);
    const list = document(dockerManifestList, { schemaVersion: 2, manifests: [layer] });
    assert.deepEqual(parseIndex(list).manifests, [layer]);
  });

  it('refuses a document that is a manifest too', () => {
    const both = document(ociIndex, { schemaVersion: 2, manifests: [], layers: [] });
    assert.match(reasonOf(both, parseIndex), /config or layers/);
  });
});
