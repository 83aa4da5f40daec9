import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '../../../../src/oci/digest';
import { acrCapabilities } from '../../../../src/registries/acr/capabilities';
import { ecrCapabilities } from '../../../../src/registries/ecr/capabilities';
import { lazyRegistry, type Capability } from '../../../../src/registries/lazyRegistry';
import type { VersionEntry } from '../../../../src/registries/registry';
import { factsOfEntry } from '../../../../src/ui/explorer/artifactFacts';
import { contextValue } from '../../../../src/ui/explorer/contextValue';
import { createNodes, type RegistryNode, type VersionNode } from '../../../../src/ui/explorer/node';
import { nestRepositories } from '../../../../src/ui/explorer/repositoryFolders';

const host = 'registry.example';

function registryThatCan(capabilities: readonly Capability[]): RegistryNode {
  const identity = { id: host, kind: 'any', host, label: host, metersReads: false };
  const open = (): Promise<never> => Promise.reject(new Error('nobody asks it anything'));
  const registry = lazyRegistry({ ...identity, capabilities, open });
  const setting = { host, repositories: ['pinned'] };
  return createNodes().registry({ id: host, setting, registry });
}

function versionOf(registry: RegistryNode, entry: VersionEntry): VersionNode {
  const parent = createNodes().repository(registry, 'app');
  const artifact = factsOfEntry(entry);
  return { type: 'version', id: entry.tag, parent, tag: entry.tag, entry, artifact };
}

const chart: VersionEntry = {
  tag: '1.0.0',
  digest: sha256('app'),
  artifactType: 'application/vnd.cncf.helm.config.v1+json',
};

describe('what menus see of a row', () => {
  const plain = registryThatCan([]);
  const ecr = registryThatCan(ecrCapabilities);
  const acr = registryThatCan(acrCapabilities);

  it('of a registry: whether repositories are created there, and whether it has a console', () => {
    assert.equal(contextValue(plain), 'registry connected');
    assert.equal(contextValue(ecr), 'registry connected creates portal');
    assert.equal(contextValue(acr), 'registry connected portal');
  });

  it('of a folder: whether repositories are created in it', () => {
    const [folder] = nestRepositories(['team/app']).folders;
    assert.ok(folder);
    assert.equal(contextValue(createNodes().folder(plain, folder)), 'folder');
    assert.equal(contextValue(createNodes().folder(ecr, folder)), 'folder creates');
  });

  it('of a repository: where it comes from and what can be done with it', () => {
    const value = (registry: RegistryNode, name: string): string =>
      contextValue(createNodes().repository(registry, name));
    assert.equal(value(plain, 'app'), 'repository listed');
    assert.equal(value(plain, 'pinned'), 'repository pinned');
    assert.equal(value(ecr, 'app'), 'repository listed deletable portal');
  });

  it('of a version: what it is and what can be done with it', () => {
    assert.equal(contextValue(versionOf(plain, { tag: '1.0.0' })), 'version unread');
    assert.equal(contextValue(versionOf(plain, chart)), 'version chart digest');
    assert.equal(
      contextValue(versionOf(ecr, chart)),
      'version chart digest describable deletable untaggable portal',
    );
  });

  it('of a version: whether it is locked, where versions can be', () => {
    const value = (lock?: VersionEntry['lock']): string =>
      contextValue(versionOf(acr, { ...chart, ...(lock && { lock }) }));
    const rest = 'version chart digest describable deletable untaggable lockable';
    assert.equal(value(), `${rest} unlocked portal`);
    assert.equal(value({ write: true, delete: true }), `${rest} unlocked portal`);
    assert.equal(value({ write: true, delete: false }), `${rest} locked portal`);
    assert.equal(value({ write: false, delete: true }), `${rest} locked portal`);
  });

  it('of a version without a type: its digest all the same, where the listing gives one', () => {
    const entry = { tag: '1.0.0', digest: sha256('app') };
    assert.equal(contextValue(versionOf(plain, entry)), 'version unread digest');
  });
});
