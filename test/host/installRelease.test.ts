import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as vscode from 'vscode';
import { pushChart } from '../../src/publishing/push';
import { saveChart } from '../../src/publishing/save';
import { settingNames } from '../../src/ui/contributions';
import { simpleChart } from '../support/charts/exampleCharts';
import { setEnvironment } from '../support/environment';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { viewRow } from '../support/host/registriesView';
import { sampleChart } from '../support/host/sampleChart';
import { escape } from '../support/host/script';
import { setRegistries, setSetting } from '../support/host/settings';
import { inTerminals } from '../support/host/terminals';
import { openRegistry } from '../support/openRegistry';
import { peer, without } from '../support/peer';
import { openDesk } from '../support/publishing/desk';
import { startRegistry, type TestRegistry } from '../support/registry/testRegistry';

const kubeconfig = `
current-context: dev
clusters:
  - { name: eu, cluster: { server: "https://eu.example:6443" } }
contexts:
  - { name: prod, context: { cluster: eu, user: ann, namespace: shop } }
  - { name: dev, context: { cluster: kind } }
`;

/** Nothing here runs Helm: the line is for a person's terminal. */
const helm = process.execPath;

describe('Install or Upgrade', () => {
  let folder: string;
  let server: TestRegistry;
  let restore: () => void;

  before(async () => {
    await vscode.extensions.getExtension('chartroom.chartroom')?.activate();
    folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
    server = await startRegistry({ directory: join(folder, 'registry') });
    const desk = await openDesk(folder);
    const { reference } = await saveChart(await desk.chart('lobby', simpleChart), desk.saved);
    const repository = openRegistry(server.host).repository('charts/lobby');
    await pushChart(desk.saved, reference, repository, '1.2.3');
    await setRegistries({ host: server.host, name: 'At work' });
    await setSetting(settingNames.helmPath, helm);
    const config = join(folder, 'kubeconfig');
    await writeFile(config, kubeconfig);
    // No login of this machine.
    restore = setEnvironment({
      KUBECONFIG: config,
      DOCKER_CONFIG: folder,
      HELM_REGISTRY_CONFIG: join(folder, 'none.json'),
    });
  });

  after(async () => {
    restore();
    await setSetting(settingNames.helmPath, undefined);
    await setRegistries();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const typed: string[] = [];
  const inTerminal = (answers: Parameters<typeof answering>[0], argument: unknown) => {
    let asked: readonly string[] = [];
    typed.length = 0;
    return inTerminals(
      (command) => {
        typed.push(command);
        return Promise.resolve();
      },
      async () => {
        asked = await answering(answers, () => run('chartroom.release.install', argument));
      },
    ).then((commands) => ({ commands, asked }));
  };
  const version = () => viewRow('At work', 'charts', 'lobby', '1.2.3');

  it('shows cluster and line, and runs it for whoever says so', async () => {
    const { commands, asked } = await inTerminal(
      ['prod', 'front', 'web', { checked: [] }, 'Go On as It Is', 'Run in Terminal'],
      await version(),
    );
    const line = `${helm} upgrade --install front oci://${server.host}/charts/lobby --version 1.2.3 --namespace web --create-namespace --kube-context prod`;
    assert.deepEqual(commands, [line]);
    const [context = '', release, namespace, , login, last = ''] = asked;
    assert.match(
      context,
      /dev: current: cluster kind · namespace default\nprod: cluster eu \(https:\/\/eu\.example:6443\) · user ann · namespace shop$/,
    );
    assert.match(release ?? '', /\nlobby$/);
    assert.match(namespace ?? '', /\nshop$/);
    assert.match(login ?? '', new RegExp(`Sign Helm In First: .* registry login ${server.host}`));
    assert.match(last, /Install lobby 1\.2\.3\+build\.7 as front in prod, namespace web/);
    assert.ok(last.includes(line));
  });

  it('signs Helm in before, in the same line', async () => {
    const { commands } = await inTerminal(
      ['dev', 'lobby', 'default', { checked: [] }, 'Sign Helm In First', 'Run in Terminal'],
      await version(),
    );
    assert.match(commands.join('\n'), /registry login \S+ && \S+ upgrade --install lobby /);
  });

  it('puts the line into the clipboard, or nowhere', async () => {
    const answers = ['dev', 'lobby', 'default', { checked: [] }, 'Go On as It Is'];
    const { commands } = await inTerminal([...answers, 'Copy Command'], await version());
    assert.deepEqual(commands, []);
    assert.match(await vscode.env.clipboard.readText(), / --kube-context dev$/);
    const closed = await inTerminal([...answers, escape], await version());
    assert.deepEqual(closed.commands, []);
  });

  it('installs the folder of a chart of the workspace', async () => {
    const { commands } = await inTerminal(
      ['dev', 'storefront', 'default', { checked: [] }, 'Edit in Terminal'],
      sampleChart(),
    );
    const directory = join(sampleChart().fsPath, '..');
    assert.match(
      commands.join('\n'),
      new RegExp(`--install storefront ${directory} --namespace default`),
    );
  });

  it(
    'shows what a version renders to, with links to its files',
    { skip: without('helm') },
    async () => {
      await setSetting(settingNames.helmPath, peer('helm'));
      try {
        await run('chartroom.template.previewAll', await version());
        const shown = vscode.workspace.textDocuments.find(
          ({ uri }) => uri.path === '/Preview lobby.yaml',
        );
        assert.ok(shown);
        assert.match(shown.getText(), /^# lobby 1\.2\.3\+build\.7: release lobby/);
        assert.match(shown.getText(), /name: lobby-lobby\n/);
        const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
          'vscode.executeLinkProvider',
          shown.uri,
        );
        const [target] = links.flatMap((link) => link.target ?? []);
        assert.equal(target?.scheme, 'chart');
        assert.match(target.path, /\/chart\/templates\/configmap\.yaml$/);
      } finally {
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        await setSetting(settingNames.helmPath, helm);
      }
    },
  );

  it('says where it looked for a kubeconfig', async () => {
    const back = setEnvironment({ KUBECONFIG: join(folder, 'no-config') });
    try {
      const asked = await answering(['Show Log'], () =>
        run('chartroom.release.install', sampleChart()),
      );
      assert.match(
        asked.join('\n'),
        /No kubeconfig names a cluster to install into; looked in .*no-config/,
      );
    } finally {
      back();
    }
  });
});
