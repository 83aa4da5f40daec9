import { join } from 'node:path';
import { test } from 'node:test';
import { writeFiles } from '../support/charts/writeFiles';
import { peer, without } from '../support/peer';
import { inTemporaryFolder } from '../support/temporaryFolder';
import { container } from '../support/workbench/publishFlow';
import { publishSample } from '../support/workbench/publishSample';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

/** Nothing listens on port 1, so Helm gets as far as asking the cluster. */
const kubeconfig = `
current-context: dev
clusters:
  - { name: kind, cluster: { server: "http://127.0.0.1:1" } }
  - { name: eu, cluster: { server: "https://eu.example:6443" } }
contexts:
  - { name: dev, context: { cluster: kind, user: ann, namespace: shop } }
  - { name: prod, context: { cluster: eu, user: ann } }
users:
  - { name: ann, user: {} }
`;

test(
  'a person installs a version by a line for the terminal that is shown first',
  { skip: withoutWindow || without('helm') },
  () =>
    inTemporaryFolder(async (folder) => {
      await writeFiles(folder, { kubeconfig });
      const options = {
        ...installed(),
        userSettings: { 'terminal.integrated.gpuAcceleration': 'off' },
        extraEnv: {
          KUBECONFIG: join(folder, 'kubeconfig'),
          // No login of this machine.
          DOCKER_CONFIG: folder,
          HELM_REGISTRY_CONFIG: join(folder, 'none.json'),
        },
      };
      await inSession(options, async (session) => {
        const { window, workspace, registry } = session;
        await publishSample(session, 'storefront', '1.4.0');
        await writeFiles(workspace, {
          // The PATH of a window is that of a login shell.
          '.vscode/settings.json': JSON.stringify({ 'chartroom.helm.path': peer('helm') }),
        });
        await window.ready(container);
        await window.openView(container, 'Registries');
        await window.expandRow('Registries', 'Local registry');
        await window.expandRow('Registries', 'charts');
        await window.expandRow('Registries', 'storefront');
        await window.waitForRowIcon('Registries', '1.4.0', 'package');
        await window.rowMenu('Registries', '1.4.0', 'Install or Upgrade…');
        const title = 'Install or Upgrade: storefront 1.4.0';
        await window.pickQuickPick('dev', title);
        await window.enterInput('Name of the release in dev', 'front');
        await window.enterInput('Namespace in dev', 'shop');
        await window.acceptQuickPick(title);
        await window.pickQuickPick('Go On as It Is');
        const line = `--version 1.4.0 --namespace shop --create-namespace --kube-context dev`;
        await window.answerDialog(
          `upgrade --install front oci://${registry.host}/charts/storefront ${line}`,
          'Run in Terminal',
        );
        await window.waitForTerminal('Error: Kubernetes cluster unreachable');
      });
    }),
);
