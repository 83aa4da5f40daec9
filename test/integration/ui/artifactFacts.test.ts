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
      registry.faults.add({ when: { path: /\/manifests\// }, then: refused });
      const repository = openRegistry(registry.host).repository('app');
      await createArtifactFactsReader(silentLog).read(repository, tags, () => undefined, {});
      // Those of the first group may still be under way; there is no second.
      const asked = new Set(registry.requests.map(({ path }) => path));
      assert.ok(asked.size >= 1 && asked.size <= 8, `${asked.size} versions were asked for`);
    });
  });
});
