import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog } from '../../../src/base/log';
import { createArtifactFactsReader } from '../../../src/ui/explorer/artifactFacts';
import { openRegistry } from '../../support/openRegistry';
import { pushPlain, putManifest } from '../../support/plainPush';
import { inRegistry } from '../../support/registryFixture';

const tags = Array.from({ length: 20 }, (_, minor) => `1.${minor}.0`);

async function tagAll(url: string): Promise<void> {
  await pushPlain(url, 'app', '1.0.0', { more: { artifactType: 'application/spdx+json' } });
  const manifest = await fetch(`${url}/v2/app/manifests/1.0.0`);
  const text = await manifest.text();
  for (const tag of tags) await putManifest(url, 'app', tag, text);
}

function abortable(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort: () => {
      controller.abort();
    },
  };
}

describe('reading what versions are', () => {
  it('takes one request a version, once', async () => {
    await inRegistry(async (registry) => {
      await tagAll(registry.url);
      registry.clearRequests();
      const repository = openRegistry(registry.host).repository('app');
      const reader = createArtifactFactsReader(silentLog);
      await reader.read(repository, tags, () => undefined, {});
      await reader.read(repository, tags, () => undefined, {});
      assert.equal(registry.requests.length, tags.length);
      assert.equal(reader.known(repository, '1.19.0')?.kind, 'sbom');
    });
  });

  it('takes in what is asked while it reads, and tells who asked last about a version', async () => {
    await inRegistry(async (registry) => {
      await tagAll(registry.url);
      registry.clearRequests();
      let goOn: () => void = () => undefined;
      const until = new Promise<void>((resolve) => (goOn = resolve));
      registry.faults.add({ when: { path: /\/manifests\// }, then: { kind: 'delay', until } });
      // As when a repository is listed again by another login while it is read.
      const [before, after] = [1, 2].map(() => openRegistry(registry.host).repository('app'));
      assert.ok(before && after);
      const reader = createArtifactFactsReader(silentLog);
      const told: Record<'first' | 'second', string[]> = { first: [], second: [] };
      const first = reader.read(before, tags.slice(0, 10), (read) => told.first.push(...read), {});
      const second = reader.read(after, tags.slice(5), (read) => told.second.push(...read), {});
      goOn();
      await Promise.all([first, second]);
      assert.deepEqual(told, { first: tags.slice(0, 5), second: tags.slice(5) });
      assert.equal(registry.requests.length, tags.length);
    });
  });

  it('reads what was stopped when it is asked for again, also before all of it has stopped', async () => {
    await inRegistry(async (registry) => {
      await tagAll(registry.url);
      const never = { kind: 'delay', until: new Promise<void>(() => undefined) } as const;
      const remove = registry.faults.add({ when: { path: /\/manifests\// }, then: never });
      const repository = openRegistry(registry.host).repository('app');
      const reader = createArtifactFactsReader(silentLog);
      const { signal, abort } = abortable();
      const stopped = reader.read(repository, tags, () => assert.fail('it was stopped'), {
        signal,
      });
      remove();
      abort();
      const told: string[] = [];
      await reader.read(repository, tags, (read) => told.push(...read), {});
      await stopped;
      assert.deepEqual(told, tags);
    });
  });

  it('passes over a version that is gone, and goes on', async () => {
    await inRegistry(async (registry) => {
      await tagAll(registry.url);
      const repository = openRegistry(registry.host).repository('app');
      const reader = createArtifactFactsReader(silentLog);
      await reader.read(repository, ['gone', ...tags], () => undefined, {});
      assert.equal(reader.known(repository, 'gone'), undefined);
      assert.equal(reader.known(repository, '1.19.0')?.kind, 'sbom');
    });
  });

  it('stops with the first fault of the host, and fails nobody', async () => {
    await inRegistry(async (registry) => {
      await tagAll(registry.url);
      registry.clearRequests();
      const refused = { kind: 'status', status: 403 } as const;
      registry.faults.add({ when: { path: /\/manifests\/1\.[3-9]/ }, then: refused });
      const repository = openRegistry(registry.host).repository('app');
      const told: string[] = [];
      const reader = createArtifactFactsReader(silentLog);
      await reader.read(repository, tags, (read) => told.push(...read), {});
      // Those of the first group, of which each that could be read is told; there is no second.
      assert.deepEqual(told, tags.slice(0, 3));
      const asked = new Set(registry.requests.map(({ path }) => path));
      assert.equal(asked.size, 8);
    });
  });
});
