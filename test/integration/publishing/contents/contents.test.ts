import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Digest } from '../../../../src/oci/digest';
import { listAttachments } from '../../../../src/publishing/contents/attachments';
import {
  createContentsReader,
  type Place,
} from '../../../../src/publishing/contents/contentsReader';
import { pushChart } from '../../../../src/publishing/push';
import { saveChart } from '../../../../src/publishing/save';
import { chartWithSubcharts, simpleChart } from '../../../support/charts/exampleCharts';
import { helmAt } from '../../../support/helm';
import { attach, attachByTag } from '../../../support/oci/attach';
import { openRegistry } from '../../../support/openRegistry';
import { peer, without } from '../../../support/peer';
import { imageManifest } from '../../../support/plainPush';
import { problemOf } from '../../../support/problemOf';
import { createChart } from '../../../support/publishing/createChart';
import { setUpDesk } from '../../../support/publishing/desk';
import { filesIn } from '../../../support/publishing/filesIn';
import { startRegistry, type TestRegistry } from '../../../support/registry/testRegistry';
import { startDockerRegistry } from '../../../support/servers/dockerRegistry';

const reader = createContentsReader();

async function namesIn(place: Place, path: string): Promise<readonly string[]> {
  return (await reader.entries(place, path)).map(({ name, type }) =>
    type === 'folder' ? `${name}/` : name,
  );
}

async function textAt(place: Place, path: string): Promise<string> {
  return Buffer.from(await reader.read(place, path)).toString('utf8');
}

interface Published {
  readonly server: TestRegistry;
  readonly place: Place;
  readonly subject: { readonly mediaType: string; readonly digest: Digest; readonly size: number };
}

/** A chart of ours in a registry that answers as told. */
async function published(
  t: TestContext,
  options: { referrers?: boolean } = {},
): Promise<Published> {
  const desk = await setUpDesk(t);
  const server = await startRegistry({ ...options, directory: join(desk.folder, 'registry') });
  t.after(() => server.stop());
  const source = await desk.chart('lobby', { ...chartWithSubcharts, ...simpleChart });
  const { reference } = await saveChart(source, desk.saved);
  const repository = desk.registry(server.host).repository('charts/lobby');
  await pushChart(desk.saved, reference, repository, '1.2.3');
  const subject = await repository.resolve('1.2.3');
  server.clearRequests();
  return { server, subject, place: { source: repository, digest: subject.digest } };
}

describe(
  'what Helm 3.10 pushed, read as files',
  { skip: without('helm', 'dockerRegistry') },
  () => {
    it('is what Helm packed, with the provenance beside it', async (t) => {
      const desk = await setUpDesk(t);
      const server = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
      t.after(() => server.stop());
      const helm = await helmAt(peer('helm'), join(desk.folder, 'helm'));
      const source = await createChart(helm, desk.folder, 'storefront');
      await helm('package', source, '-d', desk.folder);
      const archive = join(desk.folder, 'storefront-0.1.0.tgz');
      await writeFile(`${archive}.prov`, '-----BEGIN PGP SIGNED MESSAGE-----\n');
      await helm('push', archive, `oci://${server.host}/charts`);

      const repository = openRegistry(server.host).repository('charts/storefront');
      const { digest } = await repository.resolve('0.1.0');
      const place = { source: repository, digest };
      assert.deepEqual(await namesIn(place, ''), [
        'chart/',
        'manifest.json',
        'config.json',
        'chart.tgz.prov',
      ]);
      const read: Record<string, string> = {};
      for (const path of await reader.chartPaths(place)) {
        read[path.slice('chart/'.length)] = await textAt(place, path);
      }
      const written = await filesIn(source);
      assert.deepEqual(Object.keys(read).sort(), Object.keys(written).sort());
      assert.equal(
        read['templates/deployment.yaml'],
        await readFile(join(source, 'templates', 'deployment.yaml'), 'utf8'),
      );
      assert.match(await textAt(place, 'chart.tgz.prov'), /^-----BEGIN PGP/);
      assert.match(await textAt(place, 'config.json'), /^\{\n {2}"name": "storefront",\n/);
      assert.match(await textAt(place, 'manifest.json'), /"schemaVersion": 2,/);
      assert.deepEqual(await desk.saved.list(), []);
    });
  },
);

describe('a chart in a registry, read as files', () => {
  it('opens its sub-charts, packed or not, as folders', async (t) => {
    const { place } = await published(t);
    assert.deepEqual(await namesIn(place, 'chart/charts'), [
      '_drafts/',
      'kitchen-folder/',
      'laundry-0.1.0.tgz/',
      '.keep',
      'laundry-0.1.0.tgz.prov',
    ]);
    assert.match(await textAt(place, 'chart/charts/laundry-0.1.0.tgz/Chart.yaml'), /name: laundry/);
    const { type, size } = await reader.stat(place, 'chart/README.md');
    assert.deepEqual([type, size], ['file', 8]);
    assert.equal((await reader.stat(place, 'chart/templates')).type, 'folder');
  });

  it('takes one request for the manifest and one for the archive, however much is read', async (t) => {
    const { place, server } = await published(t);
    const own = createContentsReader();
    const paths = await own.chartPaths(place);
    await Promise.all(paths.map((path) => own.read(place, path)));
    await own.stat(place, 'chart/values.yaml');
    const kinds = server.requests.map(({ path }) => path.split('/').at(-2));
    assert.deepEqual(kinds, ['manifests', 'blobs']);
  });

  it('is read again where there is no room to keep it', async (t) => {
    const { place, server } = await published(t);
    const own = createContentsReader(1000);
    await own.read(place, 'chart/values.yaml');
    await own.read(place, 'chart/values.yaml');
    const blobs = server.requests.filter(({ path }) => path.includes('/blobs/'));
    assert.equal(blobs.length, 2);
  });

  it('says which file is not there', async (t) => {
    const { place } = await published(t);
    for (const path of ['chart/no.yaml', 'no.json', 'chart/values.yaml/below', 'chart/templates']) {
      const problem = await problemOf(reader.read(place, path));
      assert.deepEqual([problem.code, problem.facts['path']], ['contents.not-found', path]);
    }
    const folder = await problemOf(reader.entries(place, 'chart/Chart.yaml'));
    assert.equal(folder.code, 'contents.not-found');
  });

  it('is not shown when a byte of it is another', async (t) => {
    const { place, server } = await published(t);
    server.faults.add({ when: { path: /\/blobs\// }, then: { kind: 'wrong-bytes' } });
    const problem = await problemOf(createContentsReader().read(place, 'chart/Chart.yaml'));
    assert.equal(problem.code, 'oci.digest-mismatch');
  });

  it('stops when nobody waits for it', async (t) => {
    const { place } = await published(t);
    const signal = AbortSignal.abort();
    await assert.rejects(createContentsReader().entries(place, 'chart', { signal }), {
      name: 'AbortError',
    });
  });
});

describe('what hangs on a chart', () => {
  for (const referrers of [true, false]) {
    it(`is listed ${referrers ? 'with' : 'without'} the referrers API, cosign's tags too`, async (t) => {
      const { place, server, subject } = await published(t, { referrers });
      const { url } = server;
      const name = 'charts/lobby';
      const sbom = {
        artifactType: 'application/spdx+json',
        content: '{"spdx":1}',
        title: 'bom.json',
      };
      const { digest } = await attach(url, name, { ...subject, mediaType: imageManifest }, sbom);
      const tag = `${subject.digest.replace(':', '-')}.sig`;
      const payload = 'application/vnd.dev.cosign.simplesigning.v1+json';
      const signature = await attachByTag(url, name, tag, payload, '{"critical":{}}');
      const repository = openRegistry(server.host).repository(name);
      const found = await listAttachments(repository, subject);
      assert.deepEqual(
        found.map((one) => [one.kind, one.artifactType, one.descriptor.digest, one.size, one.tag]),
        [
          ['signature', payload, signature, 15, tag],
          ['sbom', 'application/spdx+json', digest, undefined, undefined],
        ],
      );
      const [first, second] = found.map((one) => ({ ...place, digest: one.descriptor.digest }));
      assert.ok(first && second);
      assert.deepEqual(await namesIn(first, ''), ['manifest.json', 'config.json', 'layer-1.json']);
      assert.equal(await textAt(first, 'layer-1.json'), '{"critical":{}}');
      assert.deepEqual(await namesIn(second, ''), ['manifest.json', 'bom.json']);
      assert.equal(await textAt(second, 'bom.json'), '{"spdx":1}');
    });
  }
});
