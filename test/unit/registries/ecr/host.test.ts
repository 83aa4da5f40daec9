import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { consoleUrl } from '../../../../src/registries/ecr/console';
import {
  checkRegistryHost,
  parseRegistryHost,
  registryHost,
} from '../../../../src/registries/ecr/host';
import { isRegionName, regionsWithFirst } from '../../../../src/registries/ecr/regions';
import { problemOf } from '../../../support/problemOf';

const account = '123456789012';

void describe('the host of an ECR registry', () => {
  const hosts: readonly (readonly [region: string, variant: object, host: string])[] = [
    ['eu-west-1', {}, `${account}.dkr.ecr.eu-west-1.amazonaws.com`],
    ['us-gov-west-1', {}, `${account}.dkr.ecr.us-gov-west-1.amazonaws.com`],
    ['cn-north-1', {}, `${account}.dkr.ecr.cn-north-1.amazonaws.com.cn`],
    ['eusc-de-east-1', {}, `${account}.dkr.ecr.eusc-de-east-1.amazonaws.eu`],
    ['us-east-1', { fips: true }, `${account}.dkr.ecr-fips.us-east-1.amazonaws.com`],
    ['eu-west-1', { dualStack: true }, `${account}.dkr-ecr.eu-west-1.on.aws`],
    [
      'cn-north-1',
      { dualStack: true },
      `${account}.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn`,
    ],
  ];

  for (const [region, variant, host] of hosts) {
    void it(`is ${host}`, () => {
      assert.equal(registryHost(account, region, variant), host);
      const parsed = { account, region, fips: false, dualStack: false, ...variant };
      assert.deepEqual(parseRegistryHost(host), parsed);
      assert.deepEqual(checkRegistryHost(host, { account, region }), parsed);
    });
  }

  void it('is no host that only looks like one', () => {
    for (const host of [
      `${account}.dkr.ecr.eu-west-1.amazonaws.com.example.org`,
      `evil-${account}.dkr.ecr.eu-west-1.amazonaws.com`,
      `12345.dkr.ecr.eu-west-1.amazonaws.com`,
      `${account}.dkr-ecr.eu-west-1.amazonaws.com`,
      `${account}.dkr.ecr.eu-west-1.on.aws`,
      'public.ecr.aws',
    ]) {
      assert.equal(parseRegistryHost(host), undefined, host);
    }
  });

  void it('is called out when it is of another region, account or partition', async () => {
    const expected = { account, region: 'eu-west-1' };
    for (const host of [
      `${account}.dkr.ecr.us-east-1.amazonaws.com`,
      '210987654321.dkr.ecr.eu-west-1.amazonaws.com',
      `${account}.dkr.ecr.eu-west-1.amazonaws.com.cn`,
    ]) {
      const problem = await problemOf(
        Promise.resolve().then(() => checkRegistryHost(host, expected)),
      );
      assert.equal(problem.code, 'ecr.host-mismatch');
      assert.equal(problem.facts['right'], `${account}.dkr.ecr.eu-west-1.amazonaws.com`);
    }
    const strange = Promise.resolve().then(() => checkRegistryHost('ghcr.io', expected));
    assert.equal((await problemOf(strange)).code, 'ecr.host-invalid');
  });
});

void describe('the AWS console', () => {
  void it('shows a registry, a repository and a version, in its partition', () => {
    const here = { account, region: 'eu-west-1' };
    const base = 'https://eu-west-1.console.aws.amazon.com/ecr';
    const digest = `sha256:${'0'.repeat(64)}`;
    const app = `${base}/repositories/private/${account}/team/app`;
    assert.equal(consoleUrl(here), `${base}/private-registry/repositories?region=eu-west-1`);
    assert.equal(consoleUrl(here, 'team/app'), `${app}?region=eu-west-1`);
    assert.equal(consoleUrl(here, 'team/app', '1.0.0'), `${app}?region=eu-west-1`);
    assert.equal(
      consoleUrl(here, 'team/app', digest),
      `${app}/_/image/${digest}/details?region=eu-west-1`,
    );
    const china = consoleUrl({ account, region: 'cn-north-1' });
    assert.match(china, /^https:\/\/cn-north-1\.console\.amazonaws\.cn\//);
  });
});

void describe('the list of regions', () => {
  void it('has those in use in front, and each once', () => {
    const regions = regionsWithFirst([undefined, 'eu-west-1', 'xx-new-9']);
    assert.deepEqual(regions.slice(0, 3), ['eu-west-1', 'xx-new-9', 'us-east-1']);
    assert.equal(new Set(regions).size, regions.length);
  });

  void it('takes another that is written as one', () => {
    for (const region of regionsWithFirst(['xx-new-9'])) assert.ok(isRegionName(region), region);
    for (const text of ['eu-west', 'Europe', 'eu-west-1a', 'eu_west_1', '123456789012']) {
      assert.equal(isRegionName(text), false, text);
    }
  });
});
