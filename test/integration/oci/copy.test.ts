import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { copy } from '../../../src/oci/copy';
import { openLayout } from '../../../src/oci/layout/layout';
import { openHost } from '../../support/distribution';
import { artifact, push } from '../../support/oci/artifact';
import { temporaryFolder } from '../../support/temporaryFolder';
import { startRegistry } from '../../support/registry/testRegistry';

const chart = artifact('{"name":"app"}', 'archive'.repeat(100_000));

async function registryAndLayout(t: TestContext) {
  const directory = await temporaryFolder(t);
  const registry = await startRegistry({ directory: join(directory, 'registry') });
  t.after(() => registry.stop());
  const layout = openLayout(join(directory, 'saved'));
  await push(layout, chart, 'app:1');
  return { registry, layout, host: openHost(registry.host, { plainHttp: true }) };
}

describe('copy between a layout and a registry', () => {
  it('goes there and back without changing a byte', async (t) => {
    const { layout, host } = await registryAndLayout(t);
    const repository = host.repository('charts/app');
    await copy(layout, 'app:1', repository, '1.0.0');
    await layout.remove('app:1');
    await layout.collect();
    const { copiedBytes } = await copy(repository, '1.0.0', layout, 'pulled');
    assert.equal(copiedBytes, '{"name":"app"}'.length + 700_000);
    const { bytes } = await layout.manifest('pulled');
    assert.deepEqual(Buffer.from(bytes), Buffer.from(chart.manifest.bytes));
  });

  it('mounts between repositories of one host and sends no blob', async (t) => {
    const { registry, layout, host } = await registryAndLayout(t);
    await copy(layout, 'app:1', host.repository('dev/app'), '1');
    registry.clearRequests();
    const result = await copy(host.repository('dev/app'), '1', host.repository('prod/app'), '1');
    assert.equal(result.mountedBlobs, 2);
    assert.equal(result.copiedBytes, 0);
    assert.deepEqual(
      registry.requests.filter(({ method, path }) => method === 'GET' && path.includes('/blobs/')),
      [],
    );
    const { digest } = await host.repository('prod/app').resolve('1');
    assert.equal(digest, chart.manifest.descriptor.digest);
  });

  it('leaves no tag when the registry refuses a blob, and says which side it was', async (t) => {
    const { registry, layout, host } = await registryAndLayout(t);
    registry.faults.add({
      when: { method: 'PUT', path: /blobs\/uploads/ },
      then: { kind: 'status', status: 403, body: { errors: [{ code: 'DENIED' }] } },
    });
    const repository = host.repository('charts/app');
    await assert.rejects(copy(layout, 'app:1', repository, '1'), (error) => {
      assert(error instanceof ChartroomError);
      assert.equal(error.code, 'oci.denied');
      assert.equal(error.facts['side'], 'target');
      assert.equal(error.facts['at'], `${registry.host}/charts/app`);
      return true;
    });
    registry.faults.clear();
    await assert.rejects(repository.resolve('1'));
  });

  it('stores nothing of a blob that arrives changed', async (t) => {
    const { registry, layout, host } = await registryAndLayout(t);
    const repository = host.repository('charts/app');
    await copy(layout, 'app:1', repository, '1');
    await layout.remove('app:1');
    await layout.collect();
    registry.faults.add({
      when: { method: 'GET', path: /\/blobs\// },
      then: { kind: 'wrong-bytes' },
    });
    await assert.rejects(copy(repository, '1', layout, 'pulled'), (error) => {
      assert(error instanceof ChartroomError);
      assert.equal(error.code, 'oci.digest-mismatch');
      assert.equal(error.facts['side'], 'source');
      return true;
    });
    assert.deepEqual(await layout.list(), []);
    assert(!(await layout.has(chart.config.descriptor)));
  });
});
