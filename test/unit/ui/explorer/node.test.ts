import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createNodes, type RegistryNode } from '../../../../src/ui/explorer/node';
import { nestRepositories } from '../../../../src/ui/explorer/repositoryFolders';
import { openRegistry } from '../../../support/openRegistry';

const host = 'registry.example';

function nodesOfOne(): { nodes: ReturnType<typeof createNodes>; registry: RegistryNode } {
  const nodes = createNodes();
  const registry = openRegistry(host);
  return { nodes, registry: nodes.registry({ id: host, setting: { host }, registry }) };
}

describe('the nodes of the tree', () => {
  it('are the same objects as long as what they stand for is the same', () => {
    const { nodes, registry } = nodesOfOne();
    const [folder] = nestRepositories(['team/app']).folders;
    assert.ok(folder);
    assert.equal(nodes.folder(registry, folder), nodes.folder(registry, folder));
    assert.equal(nodes.repository(registry, 'team/app'), nodes.repository(registry, 'team/app'));
  });

  it('keep the id of a folder that more is known of, so that it stays open', () => {
    const { nodes, registry } = nodesOfOne();
    const [before] = nestRepositories(['team/charts/app']).folders;
    const [after] = nestRepositories(['team/charts/app', 'team/tools']).folders;
    assert.ok(before && after);
    const [first, second] = [nodes.folder(registry, before), nodes.folder(registry, after)];
    assert.notEqual(first, second);
    assert.equal(first.id, second.id);
  });

  it('have ids of their own for a folder and a repository of one name', () => {
    const { nodes, registry } = nodesOfOne();
    const [folder] = nestRepositories(['app', 'app/cache']).folders;
    assert.ok(folder);
    assert.notEqual(nodes.folder(registry, folder).id, nodes.repository(registry, 'app').id);
  });
});
