import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  readRegistrySettings,
  registryDescription,
  registryId,
  registryLabel,
} from '../../../../src/ui/connections/registrySetting';

describe('the setting chartroom.registries', () => {
  it('reads what a person may have typed', () => {
    assert.deepEqual(
      readRegistrySettings([
        'https://registry.example/',
        { host: 'oci://other.example/charts', name: ' Work ', plainHttp: true },
        { host: 'third.example', repositories: ['a/b', 7, ''], namespaces: [] },
      ]),
      [
        { host: 'registry.example' },
        { host: 'other.example', name: 'Work', plainHttp: true },
        { host: 'third.example', repositories: ['a/b'] },
      ],
    );
  });

  it('leaves out what names no host', () => {
    assert.deepEqual(readRegistrySettings([{}, { host: 1 }, null, '', { name: 'x' }]), []);
    assert.deepEqual(readRegistrySettings('registry.example'), []);
    assert.deepEqual(readRegistrySettings(undefined), []);
  });

  it('keeps two accounts of one host apart by name, and a repeated entry once', () => {
    const settings = readRegistrySettings([
      { host: 'registry.example', name: 'dev' },
      { host: 'registry.example', name: 'prod' },
      { host: 'registry.example', name: 'dev', plainHttp: true },
    ]);
    assert.deepEqual(settings.map(registryId), ['dev@registry.example', 'prod@registry.example']);
  });
});

describe('registryLabel', () => {
  const host = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

  it('is the name, else what tells one ECR from another, else the host', () => {
    assert.equal(registryLabel({ host, name: 'production' }), 'production');
    assert.equal(registryLabel({ host }), '123456789012 · eu-west-1');
    const aws = { account: '210987654321', region: 'us-east-1' };
    assert.equal(registryLabel({ host: '127.0.0.1:4510', aws }), '210987654321 · us-east-1');
    assert.equal(registryLabel({ host: 'public.ecr.aws', aws: {} }), 'public.ecr.aws');
  });

  it('leaves the host for beside it, where it does not say it', () => {
    assert.equal(registryDescription({ host }), host);
    assert.equal(registryDescription({ host: 'ghcr.io' }), '');
  });
});
