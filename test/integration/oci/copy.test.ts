import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { copy } from '../../../src/oci/copy';
import type { CredentialSource } from '../../../src/oci/distribution/credential';
import { openLayout } from '../../../src/oci/layout/layout';
import { openHost, password } from '../../support/distribution';
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

  it('asks about a small blob by the request that opens its upload, and sends none that is there', async (t) => {
    const { registry, layout, host } = await registryAndLayout(t);
    const repository = host.repository('charts/app');
    await copy(layout, 'app:1', repository, '1');
    const asked = ({ method }: { method: string }): boolean => method === 'HEAD';
    // The larger one; a HEAD of it is cheaper than sending it.
    assert.equal(registry.requests.filter(asked).length, 1);
    registry.clearRequests();
    const again = await copy(layout, 'app:1', repository, '2');
    assert.deepEqual(again, { ...again, copiedBytes: 0, skippedBlobs: 2, mountedBlobs: 0 });
    assert.equal(registry.requests.filter(({ path }) => path.includes('/blobs/')).length, 2);
  });

  it('sends a small blob again where mounts are declined', async (t) => {
    const { layout } = await registryAndLayout(t);
    const declining = await startRegistry({
      ...{ directory: join(await temporaryFolder(t), 'declining'), mount: false },
    });
    t.after(() => declining.stop());
    const repository = openHost(declining.host, { plainHttp: true }).repository('charts/app');
    await copy(layout, 'app:1', repository, '1');
    const again = await copy(layout, 'app:1', repository, '2');
    assert.equal(again.copiedBytes, chart.config.descriptor.size);
  });

  for (const [what, from, opened] of [
    ['another repository of the host', 'charts/open', 'mounted'],
    ['elsewhere', undefined, 'asked about'],
  ] as const) {
    it(`says that a login has no right to push from ${what}, where the blob has to be ${opened} first`, async (t) => {
      const { layout } = await registryAndLayout(t);
      const directory = join(await temporaryFolder(t), 'private');
      const auth = { kind: 'basic', users: { ann: 'a', bob: 'b' }, readers: ['bob'] } as const;
      const registry = await startRegistry({ directory, auth });
      t.after(() => registry.stop());
      // As sources of logins do: another than the refused one, or none.
      const login = (username: string, secret: string): CredentialSource => ({
        get: (name, options) =>
          options?.refused ? Promise.resolve(undefined) : password(username, secret).get(name),
      });
      const open = (credentials: CredentialSource) => openHost(registry.host, { credentials });
      await copy(layout, 'app:1', open(login('ann', 'a')).repository('charts/open'), '1');
      const host = open(login('bob', 'b'));
      const source = from === undefined ? layout : host.repository(from);
      const reference = from === undefined ? 'app:1' : '1';
      await assert.rejects(copy(source, reference, host.repository('charts/mine'), '1'), {
        code: 'oci.denied',
        remedy: undefined,
      });
    });
  }

  it('sends what cannot be mounted because no token is given for both repositories', async (t) => {
    const { layout } = await registryAndLayout(t);
    const directory = join(await temporaryFolder(t), 'private');
    const auth = { kind: 'bearer', users: { ann: 'a' } } as const;
    const registry = await startRegistry({ directory, auth });
    t.after(() => registry.stop());
    registry.faults.add({
      when: ({ path }) => path.startsWith('/token') && path.split('scope=').length > 2,
      then: { kind: 'status', status: 403, body: { errors: [{ code: 'DENIED' }] } },
    });
    const host = openHost(registry.host, { credentials: password('ann', 'a') });
    await copy(layout, 'app:1', host.repository('dev/app'), '1');
    const result = await copy(host.repository('dev/app'), '1', host.repository('prod/app'), '1');
    assert.equal(result.mountedBlobs, 0);
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
