import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VersionEntry } from '../../../../src/registries/registry';
import { connectAcr, listOnly } from '../../../support/acr/acrFixture';
import { problemOf } from '../../../support/problemOf';

describe('long lists of an Azure Container Registry', () => {
  it('10,000 repositories come page by page, the first with one request', async (t) => {
    const front = await listOnly(t);
    for (let i = 0; i < 10_000; i++) front.content.seed(`charts/app-${i}`, '1.0.0', i);
    const registry = connectAcr(front.host);
    await registry.check();
    const pages = registry.repositories({ pageSize: 1000 })[Symbol.asyncIterator]();
    await problemless(registry.repositories({ pageSize: 1 }));
    front.clearRequests();
    const names = new Set<string>();
    for (let wanted = 1; ; wanted++) {
      const page = await pages.next();
      if (page.done === true) break;
      assert.equal(front.requests.length, wanted);
      for (const { name } of page.value.items) names.add(name);
      assert.equal(names.size, wanted * 1000);
    }
    assert.equal(names.size, 10_000);
  });

  it('10,000 versions come newest first and whole, the first page with one request of each list', async (t) => {
    const front = await listOnly(t);
    for (let i = 0; i < 10_000; i++) front.content.seed('charts/app', `1.0.${i}`, i * 1000);
    const repository = connectAcr(front.host).repository('charts/app');
    await problemless(repository.versions({ pageSize: 1 }));
    front.clearRequests();
    const versions: VersionEntry[] = [];
    let pages = 0;
    for await (const { items } of repository.versions({ pageSize: 1000 })) {
      pages++;
      assert.equal(front.requests.length, 2 * pages);
      versions.push(...items);
    }
    assert.deepEqual([versions.length, pages], [10_000, 10]);
    assert.equal(versions[0]?.tag, '1.0.9999');
    assert.ok(versions.every(({ size, artifactType }) => size === 1000 && artifactType));
  });

  it('versions among many untagged manifests are all there, at most three requests a page', async (t) => {
    const front = await listOnly(t);
    for (let i = 0; i < 100; i++) front.content.seed('charts/app', `1.0.${i}`, i * 1000);
    const state = front.content.repositories.get('charts/app');
    for (let i = 0; i < 100; i += 2) state?.tags.delete(`1.0.${i}`);
    const repository = connectAcr(front.host).repository('charts/app');
    await problemless(repository.versions({ pageSize: 1 }));
    front.clearRequests();
    const versions: VersionEntry[] = [];
    let pages = 0;
    for await (const { items } of repository.versions({ pageSize: 10 })) {
      pages++;
      assert.ok(front.requests.length <= 3 * pages);
      versions.push(...items);
    }
    assert.equal(versions.length, 50);
    assert.ok(versions.every(({ size }) => size === 1000));
  });

  it('versions whose manifests do not come in time are given with what is known', async (t) => {
    const front = await listOnly(t);
    front.content.seed('charts/app', '1.0.0', 1);
    for (let i = 0; i < 20; i++) front.content.seed('charts/app', `old-${i}`, 1000 + i);
    const state = front.content.repositories.get('charts/app');
    for (let i = 0; i < 20; i++) state?.tags.delete(`old-${i}`);
    const [page] = await pagesOf(
      connectAcr(front.host).repository('charts/app').versions({ pageSize: 2 }),
    );
    assert.deepEqual(
      page?.map(({ tag, size }) => [tag, size]),
      [['1.0.0', undefined]],
    );
    assert.ok(page[0]?.digest);
  });

  it('of a repository that is not there ask no further', async (t) => {
    const front = await listOnly(t);
    const error = await problemOf(pagesOf(connectAcr(front.host).repository('no/app').versions()));
    assert.equal(error.code, 'oci.not-found');
  });

  it('stop when cancelled', async (t) => {
    const front = await listOnly(t);
    const signal = AbortSignal.abort();
    const registry = connectAcr(front.host);
    await assert.rejects(pagesOf(registry.repositories({ signal })), { name: 'AbortError' });
    const versions = registry.repository('charts/app').versions({ signal });
    await assert.rejects(pagesOf(versions), { name: 'AbortError' });
    assert.equal(front.requests.length, 0);
  });
});

async function pagesOf<T>(pages: AsyncIterable<{ readonly items: readonly T[] }>): Promise<T[][]> {
  const all: T[][] = [];
  for await (const { items } of pages) all.push([...items]);
  return all;
}

/** Reads one page, so that the sign-in is behind us. */
async function problemless(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const page of pages) if (page) return;
}
