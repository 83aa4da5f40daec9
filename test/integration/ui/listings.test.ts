import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createListings } from '../../../src/ui/explorer/listings';
import { createNodes } from '../../../src/ui/explorer/node';
import type { RegistryNode, RepositoryNode } from '../../../src/ui/explorer/node';
import { openRegistry } from '../../support/openRegistry';
import { putManifest, pushPlain } from '../../support/plainPush';
import type { TestRegistry } from '../../support/registry/testRegistry';
import { inRegistry } from '../../support/registryFixture';

function nodeOf({ host }: TestRegistry): RegistryNode {
  const registry = openRegistry(host);
  return createNodes().registry({ id: host, setting: { host }, registry });
}

function repositoryOf(node: RegistryNode, name: string): RepositoryNode {
  return createNodes().repository(node, name);
}

/** Puts one manifest under many tags. */
async function tagMany({ url }: TestRegistry, repository: string, tags: readonly string[]) {
  const [first = '', ...others] = tags;
  await pushPlain(url, repository, first);
  const manifest = await fetch(`${url}/v2/${repository}/manifests/${first}`);
  const text = await manifest.text();
  for (const tag of others) await putManifest(url, repository, tag, text);
}

const listed = ({ requests }: TestRegistry): number =>
  requests.filter(({ path }) => /_catalog|tags\/list/.test(path)).length;

describe('the versions of a repository', () => {
  it('come newest first, a hundred at a time, from one request, without what hangs on them', async () => {
    await inRegistry(async (registry) => {
      const versions = Array.from({ length: 250 }, (_, minor) => `1.${minor}.0`);
      await tagMany(registry, 'app', [...versions, 'latest', `sha256-${'a'.repeat(64)}.sig`]);
      registry.clearRequests();
      const listing = createListings().versions(repositoryOf(nodeOf(registry), 'app'));

      assert.deepEqual([listing.started, listed(registry)], [false, 0]);
      await listing.more();
      assert.deepEqual(
        [listing.shown.length, listing.shown[0]?.tag, listing.shown[99]?.tag, listing.complete],
        [100, '1.249.0', '1.150.0', false],
      );
      await listing.more();
      await listing.more();
      assert.deepEqual(
        listing.shown.slice(249).map(({ tag }) => tag),
        ['1.0.0', 'latest'],
      );
      assert.deepEqual([listing.complete, listed(registry)], [true, 1]);
    });
  });

  it('are asked for again when the next page is wanted, and not before', async () => {
    await inRegistry(
      async (registry) => {
        await tagMany(registry, 'app', ['1.0.0', '1.1.0', '1.2.0']);
        registry.clearRequests();
        const listing = createListings().versions(repositoryOf(nodeOf(registry), 'app'));
        await listing.more();
        assert.deepEqual(
          listing.shown.map(({ tag }) => tag),
          ['1.1.0', '1.0.0'],
        );
        assert.deepEqual([listing.complete, listed(registry)], [false, 1]);
        await listing.more();
        assert.deepEqual(
          listing.shown.map(({ tag }) => tag),
          ['1.2.0', '1.1.0', '1.0.0'],
        );
        assert.deepEqual([listing.complete, listed(registry)], [true, 2]);
      },
      { pageSize: 2 },
    );
  });
});

describe('a page with nothing to show', () => {
  it('of versions is passed over: signatures come ahead of tags that begin with a v', async () => {
    await inRegistry(
      async (registry) => {
        const signed = ['a', 'b'].map((letter) => `sha256-${letter.repeat(64)}.sig`);
        await tagMany(registry, 'app', [...signed, 'v1.0.0', 'v1.1.0']);
        registry.clearRequests();
        const listing = createListings().versions(repositoryOf(nodeOf(registry), 'app'));
        await listing.more();
        assert.deepEqual(
          listing.shown.map(({ tag }) => tag),
          ['v1.0.0'],
        );
        assert.deepEqual([listing.complete, listed(registry)], [false, 3]);
      },
      { pageSize: 1 },
    );
  });

  it('of repositories is passed over, where others are wanted', async () => {
    await inRegistry(
      async (registry) => {
        for (const name of ['a/app', 'b/app', 'c/app'])
          await pushPlain(registry.url, name, '1.0.0');
        const { host } = registry;
        const own = openRegistry(host, { namespaces: ['b'] });
        const node = createNodes().registry({ id: host, setting: { host }, registry: own });
        const listing = createListings().repositories(node);
        await listing.more();
        assert.deepEqual([[...listing.entries.keys()], listing.complete], [['b/app'], false]);
        await listing.more();
        assert.deepEqual([listing.entries.size, listing.complete], [1, true]);
      },
      { pageSize: 1 },
    );
  });
});

describe('the repositories of a registry', () => {
  it('have what was just pushed to, which does not count as having asked', async () => {
    await inRegistry(async (registry) => {
      await pushPlain(registry.url, 'other', '1.0.0');
      const listing = createListings().repositories(nodeOf(registry));
      listing.add({ name: 'pushed' });
      assert.deepEqual([[...listing.entries.keys()], listing.started], [['pushed'], false]);
      await listing.more();
      assert.deepEqual(
        [[...listing.entries.keys()], listing.complete],
        [['other', 'pushed'], true],
      );
    });
  });

  it('are forgotten with what is below them, and only those', async () => {
    await inRegistry(async (registry) => {
      await pushPlain(registry.url, 'app', '1.0.0');
      const node = nodeOf(registry);
      const listings = createListings();
      const versions = listings.versions(repositoryOf(node, 'app'));
      await versions.more();
      listings.forget(repositoryOf(node, 'ap'));
      assert.equal(listings.versions(repositoryOf(node, 'app')), versions);
      listings.forget(node);
      assert.notEqual(listings.versions(repositoryOf(node, 'app')), versions);
    });
  });

  it('can be stopped while they are being listed', async () => {
    await inRegistry(async (registry) => {
      let release: () => void = () => undefined;
      const until = new Promise<void>((resolve) => (release = resolve));
      registry.faults.add({ when: { path: /_catalog/ }, then: { kind: 'delay', until } });
      const listings = createListings();
      const listing = listings.repositories(nodeOf(registry));
      const more = listing.more();
      listings.stop();
      await assert.rejects(more, { name: 'AbortError' });
      release();
      await listing.more();
      assert.equal(listing.complete, true);
    });
  });

  it('go on after another listing was stopped', async () => {
    await inRegistry(
      async (registry) => {
        for (const name of ['a', 'b', 'c']) await pushPlain(registry.url, name, '1.0.0');
        const listings = createListings();
        const listing = listings.repositories(nodeOf(registry));
        await listing.more();
        listings.stop();
        await listing.more();
        assert.deepEqual([...listing.entries.keys()], ['a', 'b']);
      },
      { pageSize: 1 },
    );
  });

  it('stay when a page of them cannot be read', async () => {
    await inRegistry(
      async (registry) => {
        for (const name of ['a', 'b', 'c']) await pushPlain(registry.url, name, '1.0.0');
        const listing = createListings().repositories(nodeOf(registry));
        await listing.more();
        await listing.more();
        const denied = { kind: 'status', status: 403 } as const;
        registry.faults.add({ when: { path: /_catalog/ }, times: 1, then: denied });
        await assert.rejects(listing.more());
        assert.deepEqual([[...listing.entries.keys()], listing.started], [['a', 'b'], true]);
        await listing.more();
        assert.deepEqual([[...listing.entries.keys()], listing.complete], [['a', 'b', 'c'], true]);
      },
      { pageSize: 1 },
    );
  });
});
