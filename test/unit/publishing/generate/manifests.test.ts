import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { sha256 } from '../../../../src/oci/digest';
import { argoApplication } from '../../../../src/publishing/generate/argoApplication';
import { fluxRelease } from '../../../../src/publishing/generate/fluxRelease';
import { helmCommand, helmCommands } from '../../../../src/publishing/generate/helmCommands';
import { hostKind } from '../../../../src/publishing/generate/hostKind';
import { acrRoleCommands, iamPolicy } from '../../../../src/publishing/generate/registryRights';
import { mirrorRegistries } from '../../../../src/publishing/generate/mirrorRegistries';
import { hosts } from '../../../support/generate/pipelines';

const digest = sha256('manifest');
const reference = { registry: hosts.generic, repository: 'charts/app', tag: '1.2.3', digest };

interface Application {
  readonly spec: { readonly source: unknown; readonly destination: unknown };
}

describe('an Argo CD application', () => {
  it('finds a version in a Helm repository, without a scheme', () => {
    const { spec } = parse(argoApplication(reference, 'shop')) as Application;
    assert.deepEqual(spec.source, {
      ...{ repoURL: 'registry.example:5000/charts', chart: 'app', targetRevision: '1.2.3' },
    });
    assert.deepEqual(spec.destination, {
      ...{ server: 'https://kubernetes.default.svc', namespace: 'shop' },
    });
  });

  it('is pinned to the content of a tag that is no version', () => {
    const { spec } = parse(
      argoApplication({ ...reference, tag: 'stable' }, undefined),
    ) as Application;
    assert.deepEqual(spec.source, {
      repoURL: 'oci://registry.example:5000/charts/app',
      ...{ path: '.', targetRevision: digest },
    });
  });

  it('keeps a version a text', () => {
    assert.match(
      argoApplication({ ...reference, tag: '1.20' }, undefined),
      /targetRevision: "1\.20"/,
    );
  });
});

describe('a release of Flux', () => {
  const documents = (text: string): readonly unknown[] =>
    parseAllDocuments(text).map((document) => document.toJS() as unknown);

  it('takes the layer of the chart, and the login of the cloud', () => {
    for (const [host, provider] of [
      [hosts.ecr, 'aws'],
      [hosts.acr, 'azure'],
      [hosts.generic, 'generic'],
    ] as const) {
      const [repository, release] = documents(
        fluxRelease({ ...reference, registry: host }, { tag: '1.2.3' }, 'shop'),
      ) as { spec: Record<string, unknown>; metadata: unknown }[];
      assert.deepEqual(repository?.spec, {
        interval: '10m',
        url: `oci://${host}/charts/app`,
        ref: { tag: '1.2.3' },
        layerSelector: {
          mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
          operation: 'copy',
        },
        provider,
      });
      assert.deepEqual(release?.spec['chartRef'], { kind: 'OCIRepository', name: 'app' });
      assert.deepEqual(release.metadata, { name: 'app', namespace: 'shop' });
    }
  });
});

describe('a registry that is set to http', () => {
  const http = { ...reference, plainHttp: true };

  it('is read by http by Flux', () => {
    const [repository] = parseAllDocuments(fluxRelease(http, { tag: '1.2.3' }, 'shop'));
    assert.equal(repository?.getIn(['spec', 'insecure']), true);
  });

  it('is named so to Helm by every line', () => {
    const lines = helmCommands(http, undefined)
      .split('\n')
      .filter((line) => line.startsWith('helm '));
    assert.equal(lines.length, 6);
    for (const line of lines) assert.match(line, / --plain-http\b/);
  });
});

describe('lines of Helm', () => {
  it('name the version, or the digest of a tag that is none', () => {
    assert.equal(
      helmCommand('upgrade', reference, 'shop'),
      'helm upgrade --install app oci://registry.example:5000/charts/app --version 1.2.3 --namespace shop --create-namespace',
    );
    assert.equal(
      helmCommand('pull', { ...reference, tag: 'stable' }, undefined),
      `helm pull oci://registry.example:5000/charts/app@${digest}`,
    );
  });

  it('begin with the sign-in of the registry', () => {
    const [ecr, acr, any] = [hosts.ecr, hosts.acr, hosts.generic].map(
      (registry) => helmCommands({ ...reference, registry }, undefined).split('\n')[1],
    );
    assert.match(
      ecr ?? '',
      /^aws ecr get-login-password --region eu-west-1 \| helm registry login 123456789012\.dkr/,
    );
    assert.match(
      acr ?? '',
      /^az acr login --name team --expose-token .* \| helm registry login team\.azurecr\.io /,
    );
    assert.equal(any, 'helm registry login registry.example:5000');
  });
});

describe('rights', () => {
  it('are for the one repository of ECR', () => {
    const host = hostKind(hosts.ecr);
    assert.ok(host.kind === 'ecr');
    for (const [right, action] of [
      ['push', 'ecr:PutImage'],
      ['pull', 'ecr:BatchGetImage'],
    ] as const) {
      const text = iamPolicy(host, 'charts/app', right) ?? '';
      assert.ok(text.includes(action));
      assert.ok(text.includes('arn:aws:ecr:eu-west-1:123456789012:repository/charts/app'));
    }
    assert.doesNotMatch(iamPolicy(host, 'charts/app', 'pull') ?? '', /PutImage/);
  });

  it('are needed in ECR Public for pushing only', () => {
    assert.equal(iamPolicy({ kind: 'ecr-public' }, 'team/charts/app', 'pull'), undefined);
    assert.match(
      iamPolicy({ kind: 'ecr-public' }, 'team/charts/app', 'push') ?? '',
      /repository\/charts\/app/,
    );
  });

  it('are roles of Azure, of both kinds where nobody knows which', () => {
    assert.equal(
      acrRoleCommands('push', { name: 'team', mode: 'registry', assignee: 'it is me' }),
      `az role assignment create --assignee 'it is me' --role "AcrPush" --scope "$(az acr show --name team --query id --output tsv)"\n`,
    );
    const resourceId = '/subscriptions/1/resourceGroups/my group/providers/x';
    assert.match(
      acrRoleCommands('pull', { name: 'team', resourceId }),
      /--scope "\/subscriptions\/1\/resourceGroups\/my group/,
    );
    assert.doesNotMatch(acrRoleCommands('pull', { name: 'team', resourceId: '$(id)' }), /\(id\)/);
    const both = acrRoleCommands('pull', { name: 'team' });
    assert.match(both, /^# ASSIGNEE: .*\naz .* "\$ASSIGNEE" --role "AcrPull"/);
    assert.match(both, /Container Registry Repository Reader/);
  });
});

describe('the registries of a mirror file', () => {
  const source = 'sources:\n  - url: https://charts.example\n    charts: [{ name: web }]\n';
  for (const [yaml, registries] of [
    [`target: oci://registry.example/charts/\n${source}`, ['registry.example']],
    [
      `target: oci://h.example:5000/charts/\n${source}  - url: oci://u.example/x/\n    charts: [db]\n    target: oci://g.example/db\n`,
      ['h.example:5000', 'g.example'],
    ],
    [source, []],
    ['target: [', []],
  ] as const) {
    it(`are ${registries.join(', ') || 'none'} for ${JSON.stringify(yaml)}`, () => {
      assert.deepEqual(mirrorRegistries(yaml), registries);
    });
  }
});
