import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it, type TestContext } from 'node:test';
import { hasCode } from '../../../src/base/error';
import type { Descriptor } from '../../../src/oci/descriptor';
import { sha256 } from '../../../src/oci/digest';
import { encodeManifest, parseManifest } from '../../../src/oci/manifest';
import { ociIndex, ociManifest } from '../../../src/oci/mediaType';
import type { ManifestContent } from '../../../src/oci/store';
import { readChartArtifact } from '../../../src/publishing/chartArtifact';
import { exportArchive } from '../../../src/publishing/exportArchive';
import { helmProvenanceLayer } from '../../../src/publishing/helmMediaType';
import { pullChart } from '../../../src/publishing/pull';
import { pushChart } from '../../../src/publishing/push';
import { saveChart } from '../../../src/publishing/save';
import { minimalChart } from '../../support/charts/exampleCharts';
import { blobOf } from '../../support/distribution';
import { setUpDesk } from '../../support/publishing/desk';
import { startRegistry } from '../../support/registry/testRegistry';

/** A repository with an image in it, and a way to put charts beside it, for making other artifacts of. */
async function setUp(t: TestContext) {
  const desk = await setUpDesk(t);
  const registry = await startRegistry({ directory: desk.folder + '/registry' });
  t.after(() => registry.stop());
  const repository = desk.registry(registry.host).repository('mixed');
  const publish = async (version: string): Promise<ManifestContent> => {
    const chart = await desk.chart(version, minimalChart('mixed', version));
    const { reference } = await saveChart(chart, desk.saved);
    await pushChart(desk.saved, reference, repository, version);
    return repository.manifest(version);
  };
  const config = blobOf('{}', 'application/vnd.oci.image.config.v1+json');
  await repository.pushBlob(config.descriptor, config.open);
  const image = encodeManifest({
    schemaVersion: 2,
    mediaType: ociManifest,
    config: config.descriptor,
    layers: [],
  });
  await repository.pushManifest(image, 'image');
  return { desk, repository, publish, image };
}

function indexOf(...manifests: readonly Descriptor[]): ManifestContent {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests }));
  return { descriptor: { mediaType: ociIndex, digest: sha256(bytes), size: bytes.length }, bytes };
}

describe('a chart inside an image index', () => {
  it('is found, pulled with the index and exported', async (t) => {
    const { desk, repository, publish, image } = await setUp(t);
    const chart = await publish('1.0.0');
    const index = indexOf(image.descriptor, chart.descriptor);
    await repository.pushManifest(index, 'bundle');

    const pulled = await pullChart(repository, 'bundle', desk.saved);
    assert.deepEqual([pulled.name, pulled.version], ['mixed', '1.0.0']);
    assert.equal(pulled.digest, index.descriptor.digest);
    const { file } = await exportArchive(desk.saved, pulled.reference, desk.output);
    assert.match(file, /mixed-1\.0\.0\.tgz$/);
  });

  it('is asked for by digest when there are two', async (t) => {
    const { repository, publish } = await setUp(t);
    const charts = [await publish('1.0.0'), await publish('2.0.0')];
    const index = indexOf(...charts.map(({ descriptor }) => descriptor));
    await repository.pushManifest(index, 'two');
    await assert.rejects(readChartArtifact(repository, 'two'), (error) => {
      assert.ok(hasCode(error, 'artifact.ambiguous'));
      for (const { descriptor } of charts) {
        assert.match(error.message, new RegExp(descriptor.digest));
      }
      return true;
    });
  });

  it('is missed where there is none', async (t) => {
    const { repository, image } = await setUp(t);
    await repository.pushManifest(indexOf(image.descriptor), 'none');
    await assert.rejects(readChartArtifact(repository, 'none'), (error) =>
      hasCode(error, 'artifact.not-a-chart'),
    );
  });
});

describe('a chart with provenance', () => {
  it('is read with its layers in any order, and exported with the .prov beside it', async (t) => {
    const { desk, repository, publish } = await setUp(t);
    const { config, layers } = parseManifest(await publish('1.0.0'));
    const prov = blobOf('signed', helmProvenanceLayer);
    await repository.pushBlob(prov.descriptor, prov.open);
    const signed = encodeManifest({
      schemaVersion: 2,
      config,
      layers: [prov.descriptor, ...layers],
    });
    await repository.pushManifest(signed, 'signed');

    const artifact = await readChartArtifact(repository, 'signed');
    assert.deepEqual(artifact.archive, layers[0]);
    const { reference } = await pullChart(repository, 'signed', desk.saved);
    const { provenance } = await exportArchive(desk.saved, reference, desk.output);
    assert.ok(provenance);
    assert.match(provenance, /mixed-1\.0\.0\.tgz\.prov$/);
    assert.equal(await readFile(provenance, 'utf8'), 'signed');
  });
});
