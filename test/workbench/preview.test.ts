import { test } from 'node:test';
import { writeFiles } from '../support/charts/writeFiles';
import { peer, without } from '../support/peer';
import { installed, withoutWindow } from '../support/workbench/installed';
import { container } from '../support/workbench/publishFlow';
import { inSession } from '../support/workbench/session';

test(
  'a person sees beside a template what it renders to, with other values, and an error in it',
  { skip: withoutWindow || without('helm') },
  () =>
    inSession(installed(), async ({ window, workspace }) => {
      const chart = 'charts/storefront';
      await writeFiles(workspace, {
        [`${chart}/ci/big.yaml`]: 'replicas: 7\n',
        // The PATH of a window is that of a login shell.
        '.vscode/settings.json': JSON.stringify({ 'chartroom.helm.path': peer('helm') }),
      });
      await window.ready(container);
      await window.openFile(`${chart}/templates/deployment.yaml`);
      await window.runCommand('Chartroom: Preview Template');
      await window.waitForText('# Source: storefront/templates/deployment.yaml');
      await window.waitForText('replicas: 2');
      await window.waitForLens('Choose Values Files…');

      await window.runCommand('Chartroom: Choose Values Files…');
      await window.tickChoice('ci/big.yaml');
      await window.acceptQuickPick('Values Files: big.yaml');
      await window.waitForText('# Values files: charts/storefront/ci/big.yaml');
      await window.waitForText('replicas: 7');

      await writeFiles(workspace, {
        [`${chart}/templates/broken.yaml`]: 'kind: {{ .Values.no.such.value }}\n',
      });
      await window.waitForText('# Helm cannot render the templates:');
      await window.waitForText('replicas: 7');
    }),
);
