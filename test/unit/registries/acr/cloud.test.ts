import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cloudOfHost,
  managementScope,
  publicCloud,
  registryNameOf,
} from '../../../../src/registries/acr/cloud';
import { portalUrl } from '../../../../src/registries/acr/portal';

test('a login server tells its cloud', () => {
  assert.equal(cloudOfHost('contoso.azurecr.io')?.name, 'public');
  assert.equal(cloudOfHost('Contoso.AzureCR.cn')?.name, 'china');
  assert.equal(cloudOfHost('contoso.azurecr.us')?.name, 'us-government');
  assert.equal(cloudOfHost('contoso.azurecr.io.evil.example'), undefined);
  assert.equal(cloudOfHost('ghcr.io'), undefined);
});

test('the name of a registry is its login server without suffix and hash', () => {
  assert.equal(registryNameOf('contoso.azurecr.io'), 'contoso');
  assert.equal(registryNameOf('contoso-dnb2bsc6.azurecr.io'), 'contoso');
  assert.equal(registryNameOf('contoso.westeurope.geo.azurecr.io'), 'contoso');
});

test('tokens for Resource Manager are asked for by its own address', () => {
  assert.equal(managementScope(publicCloud), 'https://management.azure.com/.default');
});

test('the portal shows the registry, its repositories, or all registries', () => {
  const id =
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/contoso';
  const resource = { id, name: 'contoso', tenant: 'contoso.example', roleMode: 'abac' } as const;
  const base = 'https://portal.azure.com/#@contoso.example/resource';
  assert.equal(portalUrl(publicCloud, resource, undefined), base + id);
  assert.equal(portalUrl(publicCloud, resource, 'charts/app'), `${base}${id}/repository`);
  assert.match(
    portalUrl(publicCloud, undefined, undefined),
    /^https:\/\/portal\.azure\.com\/#browse/,
  );
});
