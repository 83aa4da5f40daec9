import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog } from '../../../src/base/log';
import { sha256 } from '../../../src/oci/digest';
import type { Registry } from '../../../src/registries/registry';
import { createArtifactFactsReader, factsOfEntry } from '../../../src/ui/explorer/artifactFacts';
import { createListings, type VersionListing } from '../../../src/ui/explorer/listings';
import { createNodes, type RepositoryNode } from '../../../src/ui/explorer/node';
import { connectAcr, listOnly } from '../../support/acr/acrFixture';
import { inEcrApi } from '../../support/ecr/fixture';
import { addRepository, imageOf, type EcrRepository } from '../../support/ecr/state';

const chartType = 'application/vnd.cncf.helm.config.v1+json';
const many = 10_000;

function repositoryNode(registry: Registry, name: string): RepositoryNode {
  const { host } = registry;
  const nodes = createNodes();
  return nodes.repository(nodes.registry({ id: host, setting: { host }, registry }), name);
}

/** Every tag in an order that says nothing, as ECR lists them. */
function fill(repository: EcrRepository, artifactMediaType: string | undefined): void {
  for (let n = 0; n < many; n++) {
    const tag = `1.${(n * 7919) % many}.0`;
    const digest = sha256(tag);
    const type = artifactMediaType === undefined ? {} : { artifactMediaType };
    repository.images.set(digest, imageOf({ digest, ...type }, tag));
  }
}

/** Reads what the rows on screen are, as the tree does: those that the listing has told nothing of. */
async function readRest(node: RepositoryNode, { shown }: VersionListing): Promise<void> {
  const unread = shown.filter((entry) => factsOfEntry(entry) === undefined);
  const tags = unread.map(({ tag }) => tag);
  await createArtifactFactsReader(silentLog).read(node.repository, tags, () => undefined, {});
}

describe('10,000 repositories in the tree', () => {
  it('of ECR: the first thousand by one request, each with what its page says', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      for (let n = 0; n < many; n++) {
        const settings = { imageTagMutability: 'IMMUTABLE' } as const;
        addRepository(state, `team-${n % 10}/charts/app-${n}`, settings);
      }
      const node = repositoryNode(connect(), 'app').parent;
      const listing = createListings().repositories(node);
      await listing.more();
      assert.deepEqual([listing.entries.size, api.requests.length], [1000, 1]);
      assert.equal(listing.entries.get('team-7/charts/app-7')?.mutability, 'immutable');
      assert.deepEqual(
        listing.folders.folders.map(({ label, repositories }) => [label, repositories.length]),
        Array.from({ length: 10 }, (_, team) => [`team-${team}/charts`, 100]),
      );

      while (!listing.complete) await listing.more();
      assert.deepEqual([listing.entries.size, api.requests.length], [many, 10]);
      assert.equal(listing.folders.folders[3]?.repositories[999], 'team-3/charts/app-9993');
    });
  });

  it('of ACR: the first thousand by one request', async (t) => {
    const front = await listOnly(t);
    for (let n = 0; n < many; n++) front.content.seed(`charts/app-${n}`, '1.0.0', n);
    const registry = connectAcr(front.host);
    await registry.check();
    const listing = createListings().repositories(repositoryNode(registry, 'app').parent);
    await listing.more();
    const listed = (): number =>
      front.requests.filter(({ path }) => path.startsWith('/acr/v1/_catalog')).length;
    assert.deepEqual([listing.entries.size, listed()], [1000, 1]);
    while (!listing.complete) await listing.more();
    assert.deepEqual([listing.entries.size, listed()], [many, 10]);
  });
});

describe('10,000 versions in the tree', () => {
  it('of ECR: the first by one request and none by row, the newest of all when all are read', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      fill(addRepository(state, 'app'), chartType);
      const node = repositoryNode(connect(), 'app');
      const listing = createListings().versions(node);
      await listing.more();
      await readRest(node, listing);
      assert.equal(api.requests.length, 1);
      assert.deepEqual([listing.shown.length, listing.newestOf], [100, 1000]);

      for (let page = 2; page <= 10; page++) await listing.more();
      await readRest(node, listing);
      assert.equal(api.requests.length, 10);
      assert.deepEqual([listing.shown.length, listing.newestOf], [1000, undefined]);
      assert.deepEqual([listing.shown[0]?.tag, listing.shown[999]?.tag], ['1.9999.0', '1.9000.0']);
    });
  });

  it('of ECR, multi-platform images: none by row either', async () => {
    await inEcrApi(async ({ state, api, connect }) => {
      const digest = sha256('index');
      const mediaType = 'application/vnd.oci.image.index.v1+json';
      addRepository(state, 'app').images.set(digest, imageOf({ digest, mediaType }, '1.0.0'));
      const node = repositoryNode(connect(), 'app');
      const listing = createListings().versions(node);
      await listing.more();
      await readRest(node, listing);
      assert.equal(api.requests.length, 1);
      assert.deepEqual(
        listing.shown.map((entry) => factsOfEntry(entry)?.kind),
        ['index'],
      );
    });
  });

  it('of ECR, pushed before it knew types: left for their manifests to tell', async () => {
    await inEcrApi(async ({ state, connect }) => {
      fill(addRepository(state, 'app'), undefined);
      const listing = createListings().versions(repositoryNode(connect(), 'app'));
      await listing.more();
      assert.ok(listing.shown.every((entry) => factsOfEntry(entry) === undefined && entry.digest));
    });
  });

  it('of ACR: the latest by one request for tags and one for manifests, and none by row', async (t) => {
    const front = await listOnly(t);
    for (let n = 0; n < many; n++) front.content.seed('charts/app', `1.${n}.0`, n * 1000);
    const registry = connectAcr(front.host);
    const node = repositoryNode(registry, 'charts/app');
    const listing = createListings().versions(node);
    await listing.more();
    await readRest(node, listing);
    const asked = front.requests.filter(({ path }) => !path.startsWith('/oauth2/'));
    // The first answer says where to get a token, so that a request comes again with one.
    const lists = asked.filter(({ path }) => /\/_(?:tags|manifests)\?/.test(path));
    assert.equal(asked.length, lists.length);
    assert.deepEqual(
      new Set(lists.map(({ path }) => /_(\w+)\?/.exec(path)?.[1])),
      new Set(['tags', 'manifests']),
    );
    assert.deepEqual(
      [listing.shown.length, listing.newestOf, listing.shown[0]?.tag],
      [100, 100, '1.9999.0'],
    );
    front.clearRequests();
    await listing.more();
    await readRest(node, listing);
    assert.equal(front.requests.length, 2);
    assert.deepEqual([listing.shown.length, listing.shown[199]?.tag], [200, '1.9800.0']);
  });
});
