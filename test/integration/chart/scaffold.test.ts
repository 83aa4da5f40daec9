import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { readPatterns } from '../../../src/chart/scaffold/patterns';
import { chartKinds, scaffoldChart, type ChartKind } from '../../../src/chart/scaffold/scaffold';
import { writeNewChart } from '../../../src/chart/scaffold/write';
import { helmAt, type Helm } from '../../support/helm';
import { peer, without, type PeerName } from '../../support/peer';
import { temporaryFolder } from '../../support/temporaryFolder';

interface Workshop {
  readonly folder: string;
  readonly helm: Helm;
  readonly create: (kind: ChartKind, name: string) => Promise<string>;
}

async function setUp(t: TestContext, version: PeerName): Promise<Workshop> {
  const folder = await temporaryFolder(t);
  const texts = await readPatterns('media/scaffold');
  return {
    folder,
    helm: await helmAt(peer(version), join(folder, 'helm')),
    create: (kind, name) => writeNewChart(scaffoldChart(kind, name, texts), folder, name),
  };
}

/** Every object there can be, and every way through NOTES.txt. */
const everything = [
  ...['ingress.enabled=true', 'ingress.className=public', 'autoscaling.enabled=true'],
  ...['autoscaling.memoryUtilization=70', 'podLabels.team=a', 'podAnnotations.note=b'],
  ...['service.annotations.note=c', 'serviceAccount.annotations.note=d', 'env[0].name=A'],
  ...['env[0].value=b', 'imagePullSecrets[0].name=s', 'nodeSelector.disk=ssd'],
  ...['tolerations[0].operator=Exists', 'volumes[0].name=v', 'volumes[0].emptyDir.medium=Memory'],
  ...['volumeMounts[0].name=v', 'volumeMounts[0].mountPath=/v', 'resources.requests.cpu=1'],
  ...['ingress.tls[0].secretName=t', 'ingress.annotations.note=e', 'image.tag=1.10'],
].flatMap((value) => ['--set', value]);

/** The form of Service names, which is the strictest of all objects (RFC 1035). */
const strictName = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

const oddNames = ['web.shop', 'a-b_c', 'UPPER', '0day', '1.10', 'on', `${'long-'.repeat(20)}name`];

for (const version of ['helm', 'helm36'] as const) {
  describe(`a new chart, to ${version}`, { skip: without(version) }, () => {
    for (const kind of chartKinds) {
      it(`passes lint --strict under every name: ${kind}`, async (t) => {
        const { helm, create } = await setUp(t, version);
        for (const name of ['web', ...oddNames]) {
          const said = await helm('lint', '--strict', await create(kind, name));
          assert.match(said, /1 chart\(s\) linted, 0 chart\(s\) failed/);
          assert.doesNotMatch(said, /WARNING|ERROR/);
        }
      });
    }

    it('is rendered with what its values say', async (t) => {
      const { helm, create } = await setUp(t, version);
      const chart = await create('application', 'web');
      assert.deepEqual(kindsIn(await helm('template', 'shop', chart)), [
        'Deployment',
        'Pod',
        'Service',
        'ServiceAccount',
      ]);
      assert.deepEqual(kindsIn(await helm('template', 'shop', chart, ...everything)), [
        'Deployment',
        'HorizontalPodAutoscaler',
        'Ingress',
        'Pod',
        'Service',
        'ServiceAccount',
      ]);
      await helm('lint', '--strict', chart, ...everything);
      assert.deepEqual(kindsIn(await helm('template', 'x', await create('empty', 'bare'))), []);
    });

    it('names every object as Kubernetes allows', async (t) => {
      const { helm, create } = await setUp(t, version);
      for (const name of oddNames) {
        const text = await helm(
          'template',
          'shop',
          await create('application', name),
          ...everything,
        );
        const names = [...text.matchAll(/^metadata:\n {2}name: "?([^"\n]*)/gm)].map(([, at]) => at);
        assert.equal(names.length, 6);
        for (const object of names) assert.match(object ?? '', strictName);
        const labels = [
          ...text.matchAll(/^ +(?:app\.kubernetes\.io|helm\.sh)\/(?:name|chart): "(.*)"/gm),
        ];
        assert.ok(labels.length > 6);
        for (const [, label = ''] of labels) {
          assert.match(label, /^[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/);
        }
      }
    });

    it('notes how the release is reached', async (t) => {
      const { helm, create } = await setUp(t, version);
      const chart = await create('application', 'web');
      // helm template leaves NOTES.txt out, so that a template says the same.
      const text = scaffoldChart('application', 'web', await readPatterns('media/scaffold')).get(
        'templates/NOTES.txt',
      );
      await writeFile(
        join(chart, 'templates', 'notes.yaml'),
        `text: |\n  ${(text ?? '').replaceAll('\n', '\n  ')}\n`,
      );
      const plain = await helm('template', 'shop', chart, '--show-only', 'templates/notes.yaml');
      assert.match(plain, /port-forward service\/shop-web 8080:80 --namespace default/);
      const hosted = await helm(
        ...['template', 'shop', chart, '--show-only', 'templates/notes.yaml', ...everything],
      );
      assert.match(hosted, /https:\/\/app\.example\//);
    });

    it('shares the templates of a library', async (t) => {
      const { folder, helm, create } = await setUp(t, version);
      await create('library', 'parts');
      const app = await create('empty', 'app');
      const chartYaml = await helm('show', 'chart', app);
      await writeFile(
        join(app, 'Chart.yaml'),
        `${chartYaml}dependencies:\n  - name: parts\n    version: ^0.1.0\n    repository: file://../parts\n`,
      );
      await mkdir(join(app, 'templates'), { recursive: true });
      await writeFile(
        join(app, 'templates', 'config.yaml'),
        '{{ include "parts.configMap" (dict "root" . "data" (dict "level" 1 "on" true)) }}\n',
      );
      await helm('dependency', 'build', app);
      const text = await helm('template', 'x', app);
      assert.match(text, /name: "x-app"/);
      assert.match(text, /"level": "1"\n {2}"on": "true"/);
      await helm('lint', '--strict', join(folder, 'app'));
    });
  });
}

function kindsIn(text: string): readonly string[] {
  return [...text.matchAll(/^kind: (\w+)$/gm)].map(([, kind = '']) => kind).sort();
}
