import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseVersion } from '../../../../src/chart/version';
import { sha256 } from '../../../../src/oci/digest';
import { flagsForHost, flagsForLoopback } from '../../../../src/publishing/helm/plainHttp';
import { registryLoginLine, type LoginTarget } from '../../../../src/publishing/helm/registryLogin';
import {
  checkNamespace,
  checkReleaseName,
  releaseNameFor,
} from '../../../../src/publishing/helm/releaseName';
import { upgradeWords, type Upgrade } from '../../../../src/publishing/helm/upgradeCommand';
import { valuesFlags } from '../../../../src/publishing/helm/valuesFlag';
import { inOrder } from '../../../../src/publishing/helm/valuesOrder';

const repository = 'registry.example/charts/app';
const upgrade: Upgrade = {
  release: 'shop',
  chart: { kind: 'version', repository, version: '1.2.3+build.7' },
  namespace: 'web',
  context: 'prod',
  valuesFiles: [],
  httpFlags: [],
};

describe('the line that installs or upgrades', () => {
  const line = (change: Partial<Upgrade>): string =>
    upgradeWords('helm', { ...upgrade, ...change }).join(' ');

  it('names version, namespace and context', () => {
    assert.equal(
      line({}),
      'helm upgrade --install shop oci://registry.example/charts/app --version 1.2.3+build.7 --namespace web --create-namespace --kube-context prod',
    );
  });

  it('gives the values files in their order', () => {
    assert.match(
      line({ valuesFiles: ['/a.yaml', '/b.yaml'] }),
      / --values \/a\.yaml --values \/b\.yaml --kube-context prod$/,
    );
  });

  it('names a folder, a digest, and http', () => {
    assert.match(
      line({ chart: { kind: 'folder', directory: '/charts/app' } }),
      /shop \/charts\/app --n/,
    );
    const digest = sha256('manifest');
    assert.match(
      line({ chart: { kind: 'digest', repository, digest } }),
      new RegExp(`app@${digest} `),
    );
    assert.match(line({ httpFlags: ['--plain-http'] }), / --plain-http --namespace/);
  });
});

describe('values files on the command line', () => {
  it('are one each, whatever their names have', () => {
    assert.deepEqual(valuesFlags(['a b.yaml', 'a,b.yaml', 'say "x".yaml']), [
      ...['--values', 'a b.yaml'],
      ...['--values', '"a,b.yaml"'],
      ...['--values', '"say ""x"".yaml"'],
    ]);
  });
});

describe('values files that are chosen one by one', () => {
  it('stay in that order, whatever order the list has', () => {
    assert.deepEqual(inOrder([], ['b']), ['b']);
    assert.deepEqual(inOrder(['b'], ['a', 'b']), ['b', 'a']);
    assert.deepEqual(inOrder(['b', 'a'], ['a']), ['a']);
    assert.deepEqual(inOrder(['a'], ['a', 'b']), ['a', 'b']);
  });
});

describe('the name of a release', () => {
  for (const name of ['a', 'shop-1', 'a.b', 'a'.repeat(53)]) {
    it(`can be ${name}`, () => {
      checkReleaseName(name);
    });
  }
  for (const name of ['', 'Shop', 'a_b', '-a', 'a-', 'a..b', 'a'.repeat(54)]) {
    it(`cannot be ${JSON.stringify(name)}`, () => {
      assert.throws(
        () => {
          checkReleaseName(name);
        },
        { code: 'helm.release-name-invalid' },
      );
    });
  }

  it('is that of the chart, where Helm takes it', () => {
    assert.equal(releaseNameFor('app'), 'app');
    assert.equal(releaseNameFor('App'), 'app');
    assert.equal(releaseNameFor('my_app'), '');
  });
});

describe('a namespace', () => {
  it('is a label of RFC 1123', () => {
    checkNamespace('a'.repeat(63));
    for (const name of ['', 'a.b', 'A', '-a', 'a'.repeat(64)]) {
      assert.throws(
        () => {
          checkNamespace(name);
        },
        { code: 'helm.namespace-invalid' },
      );
    }
  });
});

describe('the line that signs Helm in', () => {
  const rows: readonly (readonly [LoginTarget, string])[] = [
    [{ host: 'registry.example:5000' }, 'helm registry login registry.example:5000'],
    [
      { host: '123456789012.dkr.ecr.eu-west-1.amazonaws.com', aws: { profile: 'my work' } },
      "aws ecr get-login-password --region eu-west-1 --profile 'my work' | helm registry login --username AWS --password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    ],
    [
      { host: 'ecr.internal.example', aws: { region: 'eu-west-1' } },
      'aws ecr get-login-password --region eu-west-1 | helm registry login --username AWS --password-stdin ecr.internal.example',
    ],
    [
      { host: 'public.ecr.aws', aws: {} },
      'aws ecr-public get-login-password --region us-east-1 | helm registry login --username AWS --password-stdin public.ecr.aws',
    ],
    [
      { host: 'team-f5hd.azurecr.io', azure: { login: 'microsoft' } },
      'az acr login --name team --expose-token --output tsv --query accessToken | helm registry login --username 00000000-0000-0000-0000-000000000000 --password-stdin team-f5hd.azurecr.io',
    ],
    [
      { host: 'registry.example', httpFlags: ['--plain-http'] },
      'helm registry login --plain-http registry.example',
    ],
    [
      { host: 'team.azurecr.io', azure: { login: 'password' } },
      'helm registry login team.azurecr.io',
    ],
  ];
  for (const [target, line] of rows) {
    it(`is ${line}`, () => {
      assert.equal(registryLoginLine('posix', 'helm', target), line);
    });
  }
});

describe('a registry that speaks http', () => {
  const flags = { chart: ['--plain-http'], login: ['--plain-http'] };

  it('is left to Helm 3 on loopback, and is said to Helm 4', () => {
    for (const version of ['v3.10.1+g9f88ccb', 'v3.18.6', '']) {
      assert.deepEqual(flagsForLoopback(parseVersion(version)), { chart: [], login: [] });
    }
    assert.deepEqual(flagsForLoopback(parseVersion('v4.0.0+g99cd196')), flags);
  });

  it('is said as the version of Helm takes it, and refused where none does', () => {
    const of = (version: string) => flagsForHost('registry.example', parseVersion(version));
    assert.throws(() => of('v3.12.3+g3a31588'), { code: 'helm.no-plain-http' });
    assert.deepEqual(of('v3.17.3'), { ...flags, login: ['--insecure'] });
    for (const version of ['v3.18.0', 'v4.2', 'no version']) assert.deepEqual(of(version), flags);
  });
});
