import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeKubeconfigs } from '../../../../src/publishing/helm/kubeconfig';

const first = {
  path: 'first',
  text: `
apiVersion: v1
kind: Config
clusters:
  - name: eu
    cluster: { server: https://eu.example:6443, certificate-authority-data: c2VjcmV0 }
contexts:
  - name: prod
    context: { cluster: eu, user: ann, namespace: shop }
users:
  - name: ann
    user: { token: secret }
`,
};

const second = {
  path: 'second',
  text: `
current-context: dev
clusters:
  - { name: eu, cluster: { server: https://other.example } }
  - { name: kind, cluster: { server: https://127.0.0.1:40000 } }
contexts:
  - { name: prod, context: { cluster: kind, user: bob } }
  - { name: dev, context: { cluster: kind, user: bob } }
  - { name: lost, context: { cluster: gone } }
`,
};

describe('a kubeconfig of several files', () => {
  it('has of each context, cluster and choice the first there is', () => {
    assert.deepEqual(mergeKubeconfigs([first, second]), {
      current: 'dev',
      contexts: [
        {
          name: 'prod',
          cluster: 'eu',
          server: 'https://eu.example:6443',
          namespace: 'shop',
          user: 'ann',
        },
        {
          name: 'dev',
          cluster: 'kind',
          server: 'https://127.0.0.1:40000',
          namespace: undefined,
          user: 'bob',
        },
        { name: 'lost', cluster: 'gone', server: undefined, namespace: undefined, user: undefined },
      ],
    });
  });

  it('is of the file that is named first, also for what is current', () => {
    const third = { path: 'third', text: 'current-context: other\n' };
    assert.equal(mergeKubeconfigs([third, second]).current, 'other');
    assert.equal(mergeKubeconfigs([second, third]).current, 'dev');
  });

  it('can be empty, and JSON', () => {
    const json = { path: 'json', text: '{"contexts":[{"name":"a","context":{"cluster":"b"}}]}' };
    const { contexts } = mergeKubeconfigs([{ path: 'empty', text: '' }, json]);
    assert.deepEqual(
      contexts.map(({ name, cluster }) => [name, cluster]),
      [['a', 'b']],
    );
  });

  it('passes over what is no context', () => {
    const text = 'contexts: [1, { name: 7 }, { name: a }, null]\nclusters: {}\n';
    const { contexts } = mergeKubeconfigs([{ path: 'odd', text }]);
    assert.deepEqual(
      contexts.map(({ name, cluster }) => [name, cluster]),
      [['a', '']],
    );
  });

  it('says where it cannot be read, and quotes nothing', () => {
    assert.throws(
      () => mergeKubeconfigs([{ path: '/home/ann/.kube/config', text: 'a: 1\ntoken: "secret\n' }]),
      (error: Error & { code?: string }) =>
        error.code === 'kubeconfig.invalid' && !error.message.includes('secret'),
    );
    assert.throws(() => mergeKubeconfigs([{ path: 'list', text: '- a\n' }]), {
      code: 'kubeconfig.invalid',
    });
  });
});
