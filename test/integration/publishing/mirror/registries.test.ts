import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { copy } from '../../../../src/oci/copy';
import type { Registry, Repository } from '../../../../src/registries/registry';
import { connectAcr, setUpAcr } from '../../../support/acr/acrFixture';
import { minimalArchive } from '../../../support/charts/exampleCharts';
import { writeFiles } from '../../../support/charts/writeFiles';
import { publishCharts } from '../../../support/dependencies/publishCharts';
import { inEcr } from '../../../support/ecr/wholeEcr';
import { mirrorOf } from '../../../support/mirror/mirrorOf';
import { mirrorPlaces } from '../../../support/mirror/mirrorPlaces';
import { runWhole } from '../../../support/mirror/runWhole';
import { artifact, push } from '../../../support/oci/artifact';
import { openRegistry } from '../../../support/openRegistry';
import { without } from '../../../support/peer';
import type { TestRegistry } from '../../../support/registry/testRegistry';
import { inRegistry, registryFor } from '../../../support/registryFixture';
import { startChartRepository } from '../../../support/servers/chartRepository';
import { inTemporaryFolder } from '../../../support/temporaryFolder';

const charts = [
  ['lobby', '1.0.0'],
  ['lobby', '1.1.0'],
] as const;

async function inChartRepository(
  use: (url: string, folder: string) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const server = await startChartRepository({ folder: await publishCharts(folder, charts) });
    try {
      await use(server.url, folder);
    } finally {
      await server.stop();
    }
  });
}

/** An index without digests. */
function indexOf(version: string): string {
  const entry = { apiVersion: 'v2', name: 'lobby', version, urls: [`lobby-${version}.tgz`] };
  return JSON.stringify({ apiVersion: 'v1', entries: { lobby: [entry] } });
}

/** Places where one host is a cloud's. */
function placesWith(host: string, registry: Registry) {
  return mirrorPlaces({ registry: (asked) => (asked === host ? registry : openRegistry(asked)) });
}

describe('a mirror of a registry', () => {
  it('copies charts with their digests and leaves images alone', async () => {
    await inChartRepository(async (url) => {
      await inRegistry(async (source) => {
        await inRegistry(async (target) => {
          const places = mirrorPlaces();
          await runWhole(mirrorOf(url, `oci://${source.host}/team/`), places);
          const image = openRegistry(source.host).repository('team/tool');
          await push(image, artifact('{}', 'an image'), '1.0.0');
          const mirror = mirrorOf(`oci://${source.host}/team/`, `oci://${target.host}/mirror/`);
          const told = await runWhole(mirror, places);
          assert.deepEqual(told, {
            versions: [
              ['mirror/lobby:1.1.0', 'new', 'copied'],
              ['mirror/lobby:1.0.0', 'new', 'copied'],
            ],
            problems: [],
          });
          const [there, here] = await Promise.all([
            openRegistry(source.host).repository('team/lobby').resolve('1.0.0'),
            openRegistry(target.host).repository('mirror/lobby').resolve('1.0.0'),
          ]);
          assert.equal(here.digest, there.digest);
          const again = await runWhole(mirror, places);
          assert.ok(again.versions.every(([, state]) => state === 'same'));
        });
      });
    });
  });
});

/** Has somebody else publish a tag while the manifest of it is on its way. */
function publishMeanwhile(
  { host, faults }: TestRegistry,
  tag: string,
  publish: (repository: Repository) => Promise<void>,
): void {
  let reached: () => void = () => undefined;
  const underWay = new Promise<void>((resolve) => (reached = resolve));
  const repository = openRegistry(host).repository('mirror/lobby');
  faults.add({
    when: ({ method, path }) => {
      const isThis = method === 'PUT' && path.endsWith(`/manifests/${tag}`);
      if (isThis) reached();
      return isThis;
    },
    times: 1,
    then: { kind: 'delay', until: underWay.then(() => publish(repository)) },
  });
}

describe('a mirror into a registry whose tags turn out to be immutable', () => {
  for (const [onConflict, outcome] of [
    ['fail', 'registry.tag-immutable'],
    ['replace', 'registry.tag-immutable'],
    ['skip', 'skipped'],
  ] as const) {
    it(`says ${outcome} of one that somebody publishes meanwhile, by the policy ${onConflict}`, async (t) => {
      await inChartRepository(async (url) => {
        const target = await registryFor(t, { immutableTags: true });
        publishMeanwhile(target, '1.0.0', (repository) =>
          push(repository, artifact('{}', 'other'), '1.0.0'),
        );
        const mirror = mirrorOf(url, `oci://${target.host}/mirror/`, { onConflict });
        const { versions } = await runWhole(mirror, mirrorPlaces());
        assert.deepEqual(versions, [
          ['mirror/lobby:1.1.0', 'new', 'copied'],
          ['mirror/lobby:1.0.0', 'new', outcome],
        ]);
      });
    });
  }

  it('is content with one that somebody publishes meanwhile with the same content', async (t) => {
    await inChartRepository(async (url) => {
      const first = await registryFor(t);
      const target = await registryFor(t, { immutableTags: true });
      const places = mirrorPlaces();
      await runWhole(mirrorOf(url, `oci://${first.host}/mirror/`), places);
      const there = openRegistry(first.host).repository('mirror/lobby');
      publishMeanwhile(target, '1.0.0', async (repository) => {
        await copy(there, '1.0.0', repository, '1.0.0');
        // As hosts do that refuse whatever has a tag already, such as ECR.
        target.faults.add({
          when: { method: 'PUT', path: /\/manifests\/1\.0\.0$/ },
          then: { kind: 'status', status: 409 },
        });
      });
      const { versions } = await runWhole(mirrorOf(url, `oci://${target.host}/mirror/`), places);
      assert.ok(
        versions.every(([, , outcome]) => outcome === 'copied'),
        JSON.stringify(versions),
      );
    });
  });
});

describe('a mirror into a cloud', { skip: without('dockerRegistry') }, () => {
  it('makes what is missing in an ECR where that is allowed, and leaves immutable tags', async () => {
    await inChartRepository(async (url, folder) => {
      await inEcr(async ({ connect }) => {
        const registry = connect();
        const places = placesWith(registry.host, registry);
        const target = `oci://${registry.host}/mirror/`;
        const refused = await runWhole(mirrorOf(url, target), places);
        assert.deepEqual(refused.versions, [
          ['mirror/lobby:1.1.0', 'missing-repository', 'registry.repository-missing'],
          ['mirror/lobby:1.0.0', 'missing-repository', 'registry.repository-missing'],
        ]);
        const create = { mutability: 'immutable', scanOnPush: true } as const;
        const made = await runWhole(mirrorOf(url, target, { create }), places);
        assert.deepEqual(made.versions, [
          ['mirror/lobby:1.1.0', 'missing-repository', 'copied'],
          ['mirror/lobby:1.0.0', 'missing-repository', 'copied'],
        ]);
        const again = await runWhole(mirrorOf(url, target, { create }), places);
        assert.ok(again.versions.every(([, state]) => state === 'same'));
        const other = minimalArchive('lobby', '1.0.0 # with other bytes');
        await writeFiles(folder, { 'lobby-1.0.0.tgz': other, 'index.yaml': indexOf('1.0.0') });
        const differs = await runWhole(mirrorOf(url, target, { onConflict: 'replace' }), places);
        assert.deepEqual(differs.versions, [
          ['mirror/lobby:1.0.0', 'immutable', 'mirror.conflict'],
        ]);
        const skipped = await runWhole(mirrorOf(url, target, { onConflict: 'skip' }), places);
        assert.deepEqual(skipped.versions, [['mirror/lobby:1.0.0', 'immutable', 'skipped']]);
      });
    });
  });

  it('asks an ECR for each tag with a login that may push and pull, and list nothing', async () => {
    await inChartRepository(async (url) => {
      await inEcr(async ({ connect, state }) => {
        const registry = connect();
        const places = placesWith(registry.host, registry);
        const mirror = mirrorOf(url, `oci://${registry.host}/mirror/`, { create: true });
        for (const listing of ['ecr:DescribeImages', 'ecr:ListImages']) state.denied.add(listing);
        const made = await runWhole(mirror, places);
        assert.deepEqual(made.versions, [
          ['mirror/lobby:1.1.0', 'missing-repository', 'copied'],
          ['mirror/lobby:1.0.0', 'missing-repository', 'copied'],
        ]);
        state.denied.add('ecr:DescribeRepositories');
        await registry.repository('mirror/lobby').untag?.('1.1.0');
        const again = await runWhole(mirror, places);
        assert.deepEqual(again.versions, [
          ['mirror/lobby:1.1.0', 'new', 'copied'],
          ['mirror/lobby:1.0.0', 'same', 'same'],
        ]);
      });
    });
  });

  it('goes to an ACR with no more than its login', async (t) => {
    const { front } = await setUpAcr(t);
    await inChartRepository(async (url) => {
      const places = placesWith(front.host, connectAcr(front.host));
      const mirror = mirrorOf(url, `oci://${front.host}/mirror/`);
      const told = await runWhole(mirror, places);
      assert.ok(told.versions.every(([, , outcome]) => outcome === 'copied'));
      const again = await runWhole(mirror, places);
      assert.ok(again.versions.every(([, state]) => state === 'same'));
    });
  });
});
