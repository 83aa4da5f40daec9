import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { hasCode } from '../../../src/base/error';
import { tagOfVersion } from '../../../src/chart/tag';
import { exportChart } from '../../../src/publishing/export';
import { exportArchive } from '../../../src/publishing/exportArchive';
import { chooseVersion } from '../../../src/publishing/chooseVersion';
import { readChartArtifact } from '../../../src/publishing/chartArtifact';
import { pullChart } from '../../../src/publishing/pull';
import { sha256 } from '../../../src/oci/digest';
import { ociManifest } from '../../../src/oci/mediaType';
import type { ManifestContent } from '../../../src/oci/store';
import { pushChart } from '../../../src/publishing/push';
import { saveChart } from '../../../src/publishing/save';
import type { Repository } from '../../../src/registries/registry';
import { simpleChart } from '../../support/charts/exampleCharts';
import { writeFiles } from '../../support/charts/writeFiles';
import { setUpDesk, type Desk } from '../../support/publishing/desk';
import { filesIn } from '../../support/publishing/filesIn';
import { startRegistry, type TestRegistry } from '../../support/registry/testRegistry';

interface Published {
  readonly desk: Desk;
  readonly registry: TestRegistry;
  readonly repository: Repository;
  readonly reference: string;
  readonly tag: string;
}

/** A saved chart and an empty registry. */
async function saved(t: TestContext): Promise<Published> {
  const desk = await setUpDesk(t);
  const registry = await startRegistry({ directory: desk.folder + '/registry' });
  t.after(() => registry.stop());
  const { reference, version } = await saveChart(
    await desk.chart('lobby', simpleChart),
    desk.saved,
  );
  const repository = desk.registry(registry.host).repository('charts/lobby');
  return { desk, registry, repository, reference, tag: tagOfVersion(version) };
}

/** The same, with the chart in the registry too. */
async function published(t: TestContext): Promise<Published> {
  const all = await saved(t);
  await pushChart(all.desk.saved, all.reference, all.repository, all.tag);
  return all;
}

const is = (code: string) => (error: unknown) => hasCode(error, code);

describe('a push that fails', () => {
  const faults = {
    'while a blob is sent': { method: 'PUT', path: /\/blobs\/uploads\// },
    'at the manifest': { method: 'PUT', path: /\/manifests\// },
  };
  for (const [when, request] of Object.entries(faults)) {
    it(`${when} leaves no tag`, async (t) => {
      const { desk, registry, repository, reference, tag } = await saved(t);
      const repair = registry.faults.add({ when: request, then: { kind: 'status', status: 500 } });
      await assert.rejects(
        pushChart(desk.saved, reference, repository, tag),
        is('oci.server-error'),
      );
      await assert.rejects(repository.resolve(tag), is('oci.not-found'));
      repair();
      assert.equal((await pushChart(desk.saved, reference, repository, tag)).outcome, 'pushed');
    });
  }

  it('because it was cancelled leaves no tag', async (t) => {
    const { desk, repository, reference, tag } = await saved(t);
    const controller = new AbortController();
    await assert.rejects(
      pushChart(desk.saved, reference, repository, tag, {
        signal: controller.signal,
        onProgress: () => {
          controller.abort();
        },
      }),
      { name: 'AbortError' },
    );
    await assert.rejects(repository.resolve(tag), is('oci.not-found'));
  });
});

describe('a push', () => {
  it('writes the manifest and its tag by one request', async (t) => {
    const { desk, registry, repository, reference, tag } = await saved(t);
    await pushChart(desk.saved, reference, repository, tag);
    assert.deepEqual(
      registry.requests
        .filter(({ method, path }) => method !== 'HEAD' && path.includes('/manifests/'))
        .map(({ method, path }) => [method, path]),
      [['PUT', `/v2/charts/lobby/manifests/${tag}`]],
    );
  });
});

describe('a push of a version that is taken', () => {
  it('by the same content is done without sending anything', async (t) => {
    const { desk, registry, repository, reference, tag } = await published(t);
    registry.clearRequests();
    const again = await pushChart(desk.saved, reference, repository, tag);
    assert.deepEqual([again.outcome, again.copiedBytes], ['unchanged', 0]);
    assert.deepEqual(
      registry.requests.map(({ method }) => method),
      ['HEAD'],
    );
  });

  it('by other content is not done unless somebody says so', async (t) => {
    const { desk, repository, tag } = await published(t);
    const before = await repository.resolve(tag);
    const other = await desk.chart('other', { ...simpleChart, 'README.md': 'changed\n' });
    const { reference, digest } = await saveChart(other, desk.saved);

    const declined = await pushChart(desk.saved, reference, repository, tag, {
      confirmReplace: (existing) => Promise.resolve(existing.digest !== before.digest),
    });
    assert.equal(declined.outcome, 'declined');
    assert.deepEqual(await repository.resolve(tag), before);

    const replaced = await pushChart(desk.saved, reference, repository, tag, {
      confirmReplace: () => Promise.resolve(true),
    });
    assert.deepEqual([replaced.outcome, replaced.replaced], ['pushed', before.digest]);
    assert.equal((await repository.resolve(tag)).digest, digest);
  });

  it('by other content for good is refused before anybody is asked or anything is sent', async (t) => {
    const { desk, registry, repository, tag } = await published(t);
    const other = await desk.chart('other', { ...simpleChart, 'README.md': 'changed\n' });
    const { reference } = await saveChart(other, desk.saved);
    const target = { ...repository, immutable: () => Promise.resolve('its tags are immutable') };
    registry.clearRequests();
    await assert.rejects(
      pushChart(desk.saved, reference, target, tag, {
        confirmReplace: () => Promise.reject(new Error('nobody is asked')),
      }),
      is('registry.tag-immutable'),
    );
    assert.deepEqual(
      registry.requests.map(({ method }) => method),
      ['HEAD'],
    );
  });
});

describe('a pull that fails', () => {
  for (const [why, fault, code] of [
    ['bytes that are not those of the digest', { kind: 'wrong-bytes' }, 'oci.digest-mismatch'],
    ['a page of HTML', { kind: 'html', status: 200 }, 'oci.not-a-registry'],
  ] as const) {
    it(`because of ${why} leaves the saved charts as they were`, async (t) => {
      const { desk, registry, repository, tag } = await published(t);
      const before = await filesIn(desk.saved.location);
      const bystander = await setUpDesk(t);
      registry.faults.add({ when: { method: 'GET', path: /\/blobs\// }, then: fault });
      await assert.rejects(pullChart(repository, tag, bystander.saved), is(code));
      await assert.rejects(pullChart(repository, tag, desk.saved), is(code));
      assert.deepEqual(await bystander.saved.list(), []);
      assert.deepEqual(await filesIn(desk.saved.location), before);
    });

    it(`because of ${why} exports no folder and no file`, async (t) => {
      const { desk, registry, repository, tag } = await published(t);
      const { archive } = await chartOf(repository, tag);
      registry.faults.add({
        when: { method: 'GET', path: new RegExp(`/blobs/${archive}`) },
        then: fault,
      });
      await assert.rejects(exportChart(repository, tag, desk.output));
      await assert.rejects(exportArchive(repository, tag, desk.output), is(code));
      assert.deepEqual(await readdir(desk.output), []);
    });
  }

  it('because the version is not there offers to choose another', async (t) => {
    const { repository } = await published(t);
    await assert.rejects(chooseVersion(repository, '^9'), (error) => {
      assert.ok(hasCode(error, 'version.not-found'));
      assert.equal(error.remedy?.kind, 'choose-version');
      return true;
    });
  });

  it('because it is no chart says what it is', async (t) => {
    const { desk, repository, tag } = await published(t);
    const { config } = await chartOf(repository, tag);
    const image = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        config: { ...config, mediaType: 'application/vnd.oci.image.config.v1+json' },
        layers: [],
      }),
    );
    await repository.pushManifest(manifestOf(image), 'image');
    await assert.rejects(pullChart(repository, 'image', desk.saved), (error) => {
      assert.ok(hasCode(error, 'artifact.not-a-chart'));
      assert.match(error.message, /application\/vnd\.oci\.image\.config/);
      return true;
    });
  });
});

describe('an archive', () => {
  it('that cannot be written says so and leaves nothing', async (t) => {
    const { desk, reference } = await saved(t);
    const refused = join(desk.output, 'no', 'such', 'folder');
    await assert.rejects(exportArchive(desk.saved, reference, refused), is('export.failed'));
    assert.deepEqual(await readdir(desk.output), []);
  });
});

describe('an export onto a folder that is there', () => {
  it('is refused, and replaces it when told to', async (t) => {
    const { desk, reference } = await saved(t);
    await writeFiles(desk.output, { 'lobby/mine.txt': 'precious' });
    await assert.rejects(
      exportChart(desk.saved, reference, desk.output),
      is('chart.folder-exists'),
    );
    assert.deepEqual(Object.keys(await filesIn(desk.output)), ['lobby/mine.txt']);
    await exportChart(desk.saved, reference, desk.output, { replace: true });
    assert.equal('lobby/mine.txt' in (await filesIn(desk.output)), false);
    assert.deepEqual(
      Object.keys(await filesIn(desk.output + '/lobby')),
      Object.keys(simpleChart).sort(),
    );
  });
});

async function chartOf(repository: Repository, tag: string) {
  const { manifest } = await readChartArtifact(repository, tag);
  return { config: manifest.config, archive: manifest.layers[0]?.digest ?? '' };
}

function manifestOf(bytes: Uint8Array): ManifestContent {
  return {
    descriptor: { mediaType: ociManifest, digest: sha256(bytes), size: bytes.length },
    bytes,
  };
}
