import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAcrRegistry } from '../../../src/registries/acr/acr';
import { silentLog } from '../../../src/base/log';
import { createEcrRegistry } from '../../../src/registries/ecr/ecr';
import { createEcrPublicRegistry } from '../../../src/registries/ecr/ecrPublic';
import { createGenericRegistry } from '../../../src/registries/generic/generic';
import { lazyRegistry, type Capability } from '../../../src/registries/lazyRegistry';
import type { Registry, Repository } from '../../../src/registries/registry';
import { acrCapabilities } from '../../../src/registries/acr/capabilities';
import { ecrCapabilities, ecrPublicCapabilities } from '../../../src/registries/ecr/capabilities';

const common = { id: 'id', label: 'label', log: silentLog, userAgent: 'test', fetch };
const account = { account: '123456789012', region: 'eu-west-1' };
const nobody = { get: () => Promise.resolve(undefined) };

function lazily(
  registry: Registry,
  capabilities: readonly Capability[],
): { readonly lazy: Registry; readonly opened: () => number } {
  let opened = 0;
  const lazy = lazyRegistry({
    ...registry,
    capabilities,
    open: () => {
      opened += 1;
      return Promise.resolve(registry);
    },
  });
  return { lazy, opened: () => opened };
}

const every: readonly Capability[] = [
  ...(['creation', 'deleteRepository', 'portalUrl', 'immutable', 'describe'] as const),
  ...(['deleteVersion', 'untag', 'replicas', 'lock', 'deletesWithLastTag'] as const),
];

function capabilitiesOf(value: Registry | Repository): Capability[] {
  const members = new Map<string, unknown>(Object.entries(value));
  return every.filter((name) => members.get(name) !== undefined);
}

describe('a registry whose code is loaded later', () => {
  const registries: readonly [string, Registry, readonly Capability[]][] = [
    ['ECR', createEcrRegistry({ ...common, ...account, login: {} }), ecrCapabilities],
    ['ECR Public', createEcrPublicRegistry({ ...common, login: {} }), ecrPublicCapabilities],
    ['ECR Public without a login', createEcrPublicRegistry(common), ['portalUrl']],
    [
      'ACR',
      createAcrRegistry({ ...common, host: 'charts.azurecr.io', login: { kind: 'anonymous' } }),
      acrCapabilities,
    ],
    ['any other', createGenericRegistry({ ...common, host: 'localhost', credentials: nobody }), []],
  ];
  for (const [name, registry, capabilities] of registries) {
    it(`announces what ${name} can do, and no more`, () => {
      const { lazy, opened } = lazily(registry, capabilities);
      assert.deepEqual(capabilitiesOf(lazy), capabilitiesOf(registry));
      const repository = lazy.repository('charts/app');
      const real = registry.repository('charts/app');
      assert.deepEqual(capabilitiesOf(repository), capabilitiesOf(real));
      assert.equal(repository.location, real.location);
      assert.equal(opened(), 0);
    });
  }

  it('is opened by its first question, once', async () => {
    const { lazy, opened } = lazily(
      createEcrRegistry({ ...common, ...account, login: {} }),
      ecrCapabilities,
    );
    assert.equal(
      await lazy.creation?.problemWithName('Charts'),
      'A repository name has no capital letters',
    );
    assert.match((await lazy.portalUrl?.('charts')) ?? '', /^https:\/\/eu-west-1\.console\.aws/);
    assert.equal(opened(), 1);
  });

  it('is opened again after that failed', async () => {
    const real = createGenericRegistry({ ...common, host: 'localhost', credentials: nobody });
    let failures = 1;
    const lazy = lazyRegistry({
      ...real,
      capabilities: [],
      open: () => {
        failures -= 1;
        return failures === 0 ? Promise.reject(new Error('offline')) : Promise.resolve(real);
      },
    });
    const repository = lazy.repository('Capital');
    await assert.rejects(repository.resolve('1.0.0'), /offline/);
    await assert.rejects(repository.resolve('1.0.0'), { code: 'oci.repository-invalid' });
  });
});
