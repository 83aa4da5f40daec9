import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { minimalChart } from '../../support/charts/exampleCharts';
import { setUpCli } from '../../support/cli/runCli';
import { helmAt } from '../../support/helm';
import { chartOf, packWithHelm } from '../../support/mirror/chartRepositoryWithHelm';
import { attachByTag } from '../../support/oci/attach';
import { peer, without } from '../../support/peer';
import { startRegistry } from '../../support/registry/testRegistry';
import { startChartRepository } from '../../support/servers/chartRepository';

describe('chartroom lint', { skip: without('cli', 'helm') }, () => {
  it('tells findings by place, rule and severity, and ends by the worst', async (t) => {
    const cli = await setUpCli(t);
    await cli.chart('app', {
      'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\nhomepage: https://app.example\n',
      'values.yaml': 'a: 1\n',
      'templates/a.yaml': 'a: b\n',
    });
    const lint = (...more: string[]) =>
      cli.run(['lint', 'charts/app', '--quiet', '--rule', 'icon-missing=off', ...more]);
    const lax = await lint();
    assert.deepEqual(lax, {
      code: 0,
      stdout: [
        'charts/app/Chart.yaml:4:1: warning: Helm does not know "homepage" (key-unknown)',
        '1 checked: 0 errors, 1 warnings, 0 infos',
        '',
      ].join('\n'),
      stderr: '',
    });
    assert.equal((await lint('--strict')).code, 6);
    assert.equal((await lint('--rule', 'key-unknown=error')).code, 6);
    assert.equal((await lint('--rule', 'key-unknown=off', '--strict')).code, 0);
  });

  it('finds what would stop a push, and with a helm what is wrong in templates', async (t) => {
    const cli = await setUpCli(t);
    const app = await cli.chart('app', {
      ...minimalChart('app'),
      'values.yaml': '',
      'templates/broken.yaml': 'a: {{ .Values.x\n',
    });
    await cli.chart('linked', { ...minimalChart('linked'), 'out.txt': { link: '/nowhere' } });
    const linked = await cli.json(['lint', 'charts/linked']);
    assert.equal(linked.code, 6);
    const templates = await cli.json(['lint', app, '--helm', peer('helm')]);
    assert.equal(templates.code, 6);
    const [chart] = templates.result['charts'] as { findings: { rule: string; file: string }[] }[];
    const found = chart?.findings.find(({ rule }) => rule === 'helm-lint');
    assert.equal(found?.file, 'templates/broken.yaml');
  });
});

describe('chartroom mirror and deps', { skip: without('cli', 'helm') }, () => {
  it('mirror from a chart repository, and again without sending anything', async (t) => {
    const cli = await setUpCli(t);
    const helm = await helmAt(peer('helm'), cli.home);
    const folder = join(cli.folder, 'upstream');
    await packWithHelm(helm, folder, [chartOf('redis', '1.0.0'), chartOf('redis', '1.1.0')]);
    const upstream = await startChartRepository({ folder });
    t.after(() => upstream.stop());
    const registry = await startRegistry({ directory: join(cli.folder, 'registry') });
    t.after(() => registry.stop());
    const file = join(cli.folder, 'chartroom.mirror.yaml');
    const sources = `sources:\n  - url: ${upstream.url}\n    charts: [redis]\n`;
    await writeFile(file, `${sources}target: oci://${registry.host}/mirror/\n`);

    const outcomes = async (...more: string[]): Promise<unknown> => {
      const { code, result, stderr } = await cli.json(['mirror', ...more]);
      return [code, result['counts'] ?? stderr];
    };
    assert.deepEqual(await outcomes('--dry-run'), [0, { copied: 2 }]);
    assert.equal((await cli.json(['ls', `${registry.host}/mirror/redis`])).code, 3);
    assert.deepEqual(await outcomes(file), [0, { copied: 2 }]);
    assert.deepEqual(await outcomes(), [0, { same: 2 }]);
    await helm(
      ...['pull', `oci://${registry.host}/mirror/redis`, '--version', '1.1.0', '-d', cli.output],
    );

    await writeFile(file, 'sources: []\n');
    const invalid = await cli.json(['mirror']);
    assert.deepEqual([invalid.code, invalid.error?.['code']], [6, 'mirror.file-invalid']);
    assert.equal((await cli.json(['mirror', 'nowhere.yaml'])).code, 3);
  });

  it('tells of signatures that the target does not take, in words and as JSON', async (t) => {
    const cli = await setUpCli(t);
    const registry = await startRegistry({ directory: join(cli.folder, 'registry') });
    t.after(() => registry.stop());
    const chart = await cli.chart('app', minimalChart('app', '1.0.0'));
    const pushed = await cli.json(['push', chart, `${registry.host}/team/`]);
    const digest = String(pushed.result['digest']);
    const signature = `${digest.replace(':', '-')}.sig`;
    const signed = await attachByTag(registry.url, 'team/app', signature, 'text/plain', 'by dev');
    registry.faults.add({
      when: { method: 'PUT', path: /\/mirror\/app\/manifests\/sha256-/ },
      then: { kind: 'status', status: 400, body: { errors: [{ message: 'no signatures here' }] } },
    });
    const file = (target: string): string =>
      `target: oci://${registry.host}/${target}\nsources:\n  - url: oci://${registry.host}/team/app\n`;
    await writeFile(join(cli.folder, 'chartroom.mirror.yaml'), file('mirror/'));
    const { code, result } = await cli.json(['mirror']);
    assert.equal(code, 0);
    const [version] = result['versions'] as { left: Record<string, unknown>[] }[];
    const [left] = version?.left ?? [];
    assert.deepEqual([left?.['code'], left?.['digest']], ['oci.rejected', signed]);
    registry.faults.clear();
    registry.faults.add({
      when: { method: 'PUT', path: /\/more\/app\/manifests\/sha256-/ },
      then: { kind: 'status', status: 400, body: { errors: [{ message: 'no signatures here' }] } },
    });
    await writeFile(join(cli.folder, 'chartroom.mirror.yaml'), file('more/'));
    const { stdout } = await cli.run(['mirror']);
    assert.match(
      stdout,
      /^Copied: .*\nLeft behind: .* with status 400: no signatures here\n1 versions/,
    );
  });

  it('are listed without the password that a repository is named with', async (t) => {
    const cli = await setUpCli(t);
    const chart = await cli.chart('shop', {
      'Chart.yaml':
        'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- { name: base, version: 1.x, repository: "https://ann:sesame@charts.example/" }\n',
    });
    const { stdout, stderr } = await cli.run(['deps', 'list', chart, '-v']);
    assert.match(stdout, /https:\/\/…@charts\.example\//);
    assert.doesNotMatch(stdout + stderr, /sesame/);
    const { result } = await cli.json(['deps', 'list', chart]);
    assert.doesNotMatch(JSON.stringify(result), /sesame/);
  });

  it('fill charts/ from a registry and a chart repository', async (t) => {
    const cli = await setUpCli(t);
    const helm = await helmAt(peer('helm'), cli.home);
    const folder = join(cli.folder, 'upstream');
    await packWithHelm(helm, folder, [chartOf('redis', '1.0.0')]);
    const upstream = await startChartRepository({ folder });
    t.after(() => upstream.stop());
    const registry = await startRegistry({ directory: join(cli.folder, 'registry') });
    t.after(() => registry.stop());
    const common = await cli.chart('common', minimalChart('common', '2.1.0'));
    await cli.json(['push', common, `${registry.host}/lib/`]);
    const app = await cli.chart('app', {
      'Chart.yaml': [
        ...['apiVersion: v2', 'name: app', 'version: 0.1.0', 'dependencies:'],
        `  - { name: redis, version: 1.x, repository: "${upstream.url}" }`,
        `  - { name: common, version: ^2, repository: "oci://${registry.host}/lib" }`,
        '',
      ].join('\n'),
    });
    const statuses = async (): Promise<unknown> => {
      const { result } = await cli.json(['deps', 'list', app]);
      return (result['dependencies'] as { status: string }[]).map(({ status }) => status);
    };
    assert.equal((await cli.json(['deps', 'update', app, '--dry-run'])).code, 0);
    assert.deepEqual(await statuses(), ['missing', 'missing']);
    const updated = await cli.json(['deps', 'update', app]);
    assert.deepEqual(updated.result['archives'], ['common-2.1.0.tgz', 'redis-1.0.0.tgz']);
    assert.equal(updated.result['lock'], 'Chart.lock');
    assert.deepEqual(await statuses(), ['ok', 'ok']);
    assert.match(await helm('dependency', 'list', app), /redis.*ok/);
    const built = await cli.json(['deps', 'build'], { directory: app });
    assert.equal(built.code, 0, built.stderr);
  });
});
