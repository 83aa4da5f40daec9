import assert from 'node:assert/strict';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { saveChart } from '../../../../src/publishing/save';
import { inExportedFolder } from '../../../../src/publishing/helm/inExportedFolder';
import {
  renderTemplates,
  type Rendering,
  type TemplateRequest,
} from '../../../../src/publishing/helm/renderTemplates';
import { minimalChart, simpleChart } from '../../../support/charts/exampleCharts';
import { writeFiles, type Files } from '../../../support/charts/writeFiles';
import { peer, without } from '../../../support/peer';
import { problemOf } from '../../../support/problemOf';
import { setUpDesk } from '../../../support/publishing/desk';
import { inTemporaryFolder } from '../../../support/temporaryFolder';

const configMap = (name: string, value: string): string =>
  `kind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  is: ${value}\n`;

const app: Files = {
  ...minimalChart('app', '1.0.0'),
  'values.yaml': 'size: small\ncolour: red\n',
  'templates/a.yaml': configMap('a', '{{ .Values.size }} {{ .Values.colour }}'),
  'templates/b.yaml': configMap('{{ .Release.Name }}', '{{ .Release.Namespace }}'),
  'templates/empty.yaml': '{{ if .Values.on }}kind: Secret{{ end }}',
  'crds/guest.yaml': 'kind: CustomResourceDefinition\n',
};

const request: Omit<TemplateRequest, 'directory'> = {
  releaseName: 'shop',
  namespace: 'web',
  valuesFiles: [],
  template: undefined,
  kubeVersion: '',
  apiVersions: [],
  includeCrds: false,
};

/** Of a chart of these files, and files beside it. */
async function rendered(
  files: Files,
  change: Partial<TemplateRequest> = {},
  beside: Files = {},
): Promise<Rendering> {
  return inTemporaryFolder(async (folder) => {
    const directory = await writeFiles(join(folder, 'chart'), files);
    await writeFiles(folder, beside);
    const valuesFiles = (change.valuesFiles ?? []).map((name) => join(folder, name));
    return renderTemplates(peer('helm'), { ...request, ...change, directory, valuesFiles });
  });
}

describe('helm template', { skip: without('helm') }, () => {
  it('renders all templates for a release in a namespace', async () => {
    const { yaml, problem, isCut } = await rendered(app);
    assert.match(yaml, /# Source: app\/templates\/a\.yaml\nkind: ConfigMap/);
    assert.match(yaml, /name: shop\ndata:\n {2}is: web/);
    assert.match(yaml, /is: small red/);
    assert.doesNotMatch(yaml, /CustomResourceDefinition/);
    assert.deepEqual([problem, isCut], [undefined, false]);
  });

  it('takes values files in their order: the last one wins', async () => {
    const beside = { 'one, two.yaml': 'size: 1\ncolour: blue\n', 'values b.yaml': 'size: 2\n' };
    const both = ['one, two.yaml', 'values b.yaml'];
    assert.match((await rendered(app, { valuesFiles: both }, beside)).yaml, /is: 2 blue/);
    const turned = [...both].reverse();
    assert.match((await rendered(app, { valuesFiles: turned }, beside)).yaml, /is: 1 blue/);
  });

  it('shows one template only, and says when that renders to nothing', async () => {
    const { yaml } = await rendered(app, { template: 'templates/b.yaml' });
    assert.deepEqual(yaml.match(/# Source: .*/g), ['# Source: app/templates/b.yaml']);
    const nothing = await rendered(app, { template: 'templates/empty.yaml' });
    assert.equal(nothing.problem?.kind, 'nothing');
    assert.equal(nothing.yaml, '');
  });

  it('says of one template that another has failed, which Helm does not', async () => {
    const files = { ...app, 'templates/broken.yaml': 'kind: {{ .Values.no.such }}\n' };
    const { problem } = await rendered(files, { template: 'templates/a.yaml' });
    assert.match(JSON.stringify(problem), /templates\/broken\.yaml.*nil pointer/);
    assert.notEqual(problem?.kind, 'nothing');
  });

  it('lets templates see another Kubernetes, and shows CRDs', async () => {
    const template =
      'v: {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.APIVersions.Has "a.example/v1" }}\n';
    const { yaml } = await rendered(
      { ...app, 'templates/a.yaml': template },
      { kubeVersion: '1.30.2', apiVersions: ['a.example/v1'], includeCrds: true },
    );
    assert.match(yaml, /v: v1\.30\.2 true/);
    assert.match(yaml, /CustomResourceDefinition/);
  });

  const problems: readonly (readonly [template: string, kind: string, line?: number])[] = [
    ['a: 1\nb: {{ .Values.a.b }}\n', 'template', 2],
    ['a: {{ if }\n', 'template', 1],
    ['a: {{ required "say b" .Values.b }}\n', 'template', 1],
    ['a: {{ fail "no" }}\n', 'template', 1],
    ['a: 1\n b: [\n', 'not-yaml'],
  ];
  for (const [template, kind, line] of problems) {
    it(`says where ${JSON.stringify(template)} is wrong`, async () => {
      const { problem, yaml } = await rendered({ ...app, 'templates/a.yaml': template });
      assert.equal(yaml === '', kind === 'template');
      assert.equal(problem?.kind, kind);
      assert.equal(problem.message?.file, 'templates/a.yaml');
      assert.equal(problem.message.line, line);
      assert.doesNotMatch(problem.text, /\[debug\]|--debug/);
    });
  }

  it('shows what was rendered although it is no YAML, always in the same order', async () => {
    const files = { ...app, 'templates/a.yaml': 'a: 1\n b: [\n' };
    const { yaml } = await rendered(files);
    assert.deepEqual(yaml.match(/# Source: .*/g), [
      '# Source: app/templates/a.yaml',
      '# Source: app/templates/b.yaml',
    ]);
    assert.match(yaml, /a: 1\n b: \[/);
  });

  it('tells missing dependencies, and values that cannot be read, from the rest', async () => {
    const dependencies =
      'dependencies: [{ name: db, version: 1.x, repository: "oci://r.example" }]\n';
    const { 'Chart.yaml': chartYaml } = minimalChart('app', '1.0.0');
    const missing = await rendered({
      ...app,
      'Chart.yaml': `${chartYaml as string}${dependencies}`,
    });
    assert.equal(missing.problem?.kind, 'dependencies');
    const broken = await rendered(app, { valuesFiles: ['v.yaml'] }, { 'v.yaml': 'a: "\n' });
    assert.equal(broken.problem?.kind, 'other');
    assert.match(broken.problem.text, /^failed to parse .*v\.yaml/);
  });

  it('keeps the first 10 MiB, in whole lines', async () => {
    const files = {
      ...minimalChart('app', '1.0.0'),
      'templates/a.yaml': '{{ range until 200000 }}\nline{{ . }}: {{ repeat 60 "x" }}{{ end }}\n',
    };
    const { yaml, isCut } = await rendered(files);
    assert.equal(isCut, true);
    assert.ok(yaml.length <= 10 * 1024 * 1024 && yaml.length > 9 * 1024 * 1024);
    assert.match(yaml.slice(-80), /line\d+: x{60}\n$/);
  });
});

describe('a Helm that does not answer', { skip: process.platform === 'win32' }, () => {
  const withHelm = (use: (helm: string, directory: string) => Promise<void>): Promise<void> =>
    inTemporaryFolder(async (folder) => {
      const helm = join(folder, 'helm');
      await writeFile(helm, '#!/bin/sh\ntrap "" TERM\nsleep 60\n');
      await chmod(helm, 0o755);
      await use(helm, folder);
    });

  it('is stopped after a while', () =>
    withHelm(async (helm, directory) => {
      const run = renderTemplates(helm, { ...request, directory }, { timeLimit: 100 });
      assert.equal((await problemOf(run)).code, 'helm.too-slow');
    }));

  it('is stopped by whoever does not want to wait', () =>
    withHelm(async (helm, directory) => {
      const controller = new AbortController();
      const { signal } = controller;
      const run = renderTemplates(helm, { ...request, directory }, { signal });
      controller.abort();
      await assert.rejects(run, { name: 'AbortError' });
    }));
});

describe('a chart of a store', { skip: without('helm') }, () => {
  it('is rendered from a folder that is gone after, also when the work fails', async (t) => {
    const desk = await setUpDesk(t);
    const { reference } = await saveChart(await desk.chart('lobby', simpleChart), desk.saved);
    await inTemporaryFolder(async (parent) => {
      const run = (directory: string) => renderTemplates(peer('helm'), { ...request, directory });
      const { yaml } = await inExportedFolder(desk.saved, reference, parent, ({ directory }) =>
        run(directory),
      );
      assert.match(yaml, /name: shop-lobby/);
      assert.deepEqual(await readdir(parent), []);
      const fails = (): Promise<void> => Promise.reject(new Error('no'));
      await assert.rejects(inExportedFolder(desk.saved, reference, parent, fails), /no/);
      assert.deepEqual(await readdir(parent), []);
    });
  });
});
