import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sha256 } from '../../../../src/oci/digest';
import { openLayout, type Layout } from '../../../../src/oci/layout/layout';
import { encodeManifest } from '../../../../src/oci/manifest';
import { ociIndex } from '../../../../src/oci/mediaType';
import { referrersTag } from '../../../../src/oci/referrers';
import type { ManifestContent } from '../../../../src/oci/store';
import { artifact, blob, document, push, pushBlob } from '../../../support/oci/artifact';
import { temporaryFolder } from '../../../support/temporaryFolder';

const chart = artifact('{"name":"app"}', 'archive');
const subject = chart.manifest.descriptor;

async function pushReferrer(
  layout: Layout,
  content: string,
  artifactType?: string,
): Promise<ManifestContent> {
  const [config, layer] = [blob('{}', 'application/vnd.example.config'), blob(content)];
  for (const part of [config, layer]) await pushBlob(layout, part);
  const manifest = encodeManifest({
    schemaVersion: 2,
    config: config.descriptor,
    layers: [layer.descriptor],
    subject,
    ...(artifactType !== undefined && { artifactType }),
    annotations: { note: content },
  });
  await layout.pushManifest(manifest, manifest.descriptor.digest);
  return manifest;
}

describe('what hangs on a manifest of a layout', () => {
  it('is what names it as its subject, described as a registry would', async (t) => {
    const layout = openLayout(await temporaryFolder(t));
    await push(layout, chart, 'app:1');
    const signature = await pushReferrer(layout, 'signed', 'application/vnd.example.signature');
    const plain = await pushReferrer(layout, 'plain');
    const found = await layout.referrers(subject.digest);
    assert.deepEqual(
      found.map(({ digest, artifactType, annotations }) => [digest, artifactType, annotations]),
      [
        [signature.descriptor.digest, 'application/vnd.example.signature', { note: 'signed' }],
        [plain.descriptor.digest, 'application/vnd.example.config', { note: 'plain' }],
      ],
    );
    assert.deepEqual(await layout.referrers(sha256('nothing')), []);
  });

  it('is also what the index under the stand-in tag lists, each once', async (t) => {
    const layout = openLayout(await temporaryFolder(t));
    await push(layout, chart, 'registry.example/app:1');
    const { descriptor } = await pushReferrer(
      layout,
      'signed',
      'application/vnd.example.signature',
    );
    const index = document(ociIndex, {
      schemaVersion: 2,
      mediaType: ociIndex,
      manifests: [descriptor],
    });
    await layout.pushManifest(index, `registry.example/app:${referrersTag(subject.digest)}`);
    const found = await layout.referrers(subject.digest);
    assert.deepEqual(
      found.map(({ digest }) => digest),
      [descriptor.digest],
    );
  });

  it('is told although another entry is damaged', async (t) => {
    const directory = await temporaryFolder(t);
    const layout = openLayout(directory);
    await push(layout, chart, 'app:1');
    await pushReferrer(layout, 'signed');
    const other = await pushReferrer(layout, 'lost');
    await rm(join(directory, 'blobs', ...other.descriptor.digest.split(':')));
    assert.equal((await layout.referrers(subject.digest)).length, 1);
  });
});
