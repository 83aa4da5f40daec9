import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { installedVersion } from '../../../../src/publishing/helm/installedVersion';
import { httpFlags } from '../../../../src/publishing/helm/plainHttp';
import { readKubeconfig } from '../../../../src/publishing/helm/readKubeconfig';
import { andThen, commandLine } from '../../../../src/publishing/helm/shell';
import { upgradeWords } from '../../../../src/publishing/helm/upgradeCommand';
import { pushChart } from '../../../../src/publishing/push';
import { saveChart } from '../../../../src/publishing/save';
import { simpleChart } from '../../../support/charts/exampleCharts';
import { helmAt } from '../../../support/helm';
import { openRegistry } from '../../../support/openRegistry';
import { peer, without } from '../../../support/peer';
import { problemOf } from '../../../support/problemOf';
import { setUpDesk } from '../../../support/publishing/desk';
import { startDockerRegistry } from '../../../support/servers/dockerRegistry';
import { inTemporaryFolder } from '../../../support/temporaryFolder';

const execute = promisify(execFile);

/** The words of every kind a shell would do something with. */
const words = [
  ...[
    'plain',
    '',
    'two words',
    '$HOME',
    '`id`',
    '$(id)',
    'a;b',
    'a&b',
    'a|b',
    '*',
    '~',
    '#x',
    '!1',
  ],
  ...[
    "it's",
    '"quoted"',
    'back\\slash',
    '\\',
    "'",
    '{a,b}',
    '[x]',
    '=cat',
    '-n',
    'grüße',
    '%PATH%',
  ],
];

/** What a program prints that is called as Helm is: its arguments. */
const printer = '#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done\n';

describe('a quoted line', { skip: process.platform === 'win32' }, () => {
  for (const shell of ['sh', 'bash', 'dash']) {
    it(`hands ${shell} every word as it is`, async (t) => {
      const found = await execute('which', [shell]).catch(() => undefined);
      if (!found) {
        t.skip(`there is no ${shell}`);
        return;
      }
      await inTemporaryFolder(async (folder) => {
        const program = join(folder, 'a helm');
        await writeFile(program, printer);
        await chmod(program, 0o755);
        const line = commandLine('posix', [program, ...words]);
        const { stdout } = await execute(shell, ['-c', line]);
        assert.deepEqual(stdout.split('\n').slice(0, -1), words);
        const both = andThen('posix', 'false', line);
        await assert.rejects(execute(shell, ['-c', both]));
      });
    });
  }
});

const isRunnable = without('helm', 'dockerRegistry');

describe('a published version', { skip: isRunnable || process.platform === 'win32' }, () => {
  it('is named so that Helm finds it, and the line runs as it is printed', async (t) => {
    const desk = await setUpDesk(t);
    const registry = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
    t.after(() => registry.stop());
    const { reference } = await saveChart(await desk.chart('lobby', simpleChart), desk.saved);
    const repository = openRegistry(registry.host).repository('charts/lobby');
    await pushChart(desk.saved, reference, repository, '1.2.3_build.7');
    await pushChart(desk.saved, reference, repository, 'latest');
    await pushChart(desk.saved, reference, openRegistry(registry.host).repository('x'), 'latest');

    const chart = { repository: repository.location, version: '1.2.3+build.7' };
    const byTag = await installedVersion(repository, '1.2.3_build.7');
    assert.deepEqual(byTag.chart, { kind: 'version', ...chart });
    const byOther = await installedVersion(repository, 'latest');
    assert.deepEqual(byOther.chart, { kind: 'version', ...chart });
    const alone = await installedVersion(openRegistry(registry.host).repository('x'), 'latest');
    assert.equal(alone.chart.kind, 'digest');

    const values = join(desk.folder, 'my values, 1.yaml');
    await writeFile(values, 'replicas: 7\n');
    const { chart: flags } = await httpFlags(peer('helm'), { host: registry.host });
    const line = upgradeWords(peer('helm'), {
      ...{ release: 'shop', chart: byTag.chart, namespace: 'web', context: 'prod' },
      ...{ valuesFiles: [values], httpFlags: flags },
    });
    // No cluster is here: the rest of the line is that of a Helm that renders.
    const home = join(desk.folder, 'helm');
    await helmAt(peer('helm'), home);
    const rendering = [line[0], 'template', ...line.slice(3)].filter((word) => word !== undefined);
    const env = { PATH: process.env['PATH'], HOME: home };
    const { stdout } = await execute('sh', ['-c', commandLine('posix', rendering)], { env });
    assert.match(stdout, /name: shop-lobby/);
    assert.match(stdout, /replicas: "7"/);

    // The line itself: Helm takes every flag, and stops at the context that its kubeconfig lacks.
    const whole = execute('sh', ['-c', commandLine('posix', line)], { env });
    await assert.rejects(whole, /context "prod" does not exist/);
  });
});

describe('the kubeconfig of a machine', { skip: process.platform === 'win32' }, () => {
  const config = (name: string): string =>
    `current-context: ${name}\ncontexts: [{ name: ${name}, context: { cluster: c } }]\n`;
  const surroundings = (home: string, variable?: string) => ({
    ...{ home, platform: process.platform, environment: { KUBECONFIG: variable } },
  });

  it('is that of the home, or the files of the variable that are there', () =>
    inTemporaryFolder(async (home) => {
      await mkdir(join(home, '.kube'));
      await writeFile(join(home, '.kube', 'config'), config('home'));
      await writeFile(join(home, 'b'), config('b'));
      await writeFile(join(home, 'c'), config('c'));
      assert.equal((await readKubeconfig(surroundings(home))).current, 'home');
      const variable = ['', join(home, 'none'), join(home, 'b'), join(home, 'c')].join(':');
      const { current, contexts } = await readKubeconfig(surroundings(home, variable));
      assert.deepEqual([current, ...contexts.map(({ name }) => name)], ['b', 'b', 'c']);
    }));

  it('is missed by its path, and a folder is none', () =>
    inTemporaryFolder(async (home) => {
      const none = await problemOf(readKubeconfig(surroundings(home)));
      assert.equal(none.code, 'kubeconfig.missing');
      assert.match(none.message, /\.kube\/config$/);
      const folder = await problemOf(readKubeconfig(surroundings(home, home)));
      assert.equal(folder.code, 'kubeconfig.unreadable');
    }));
});
