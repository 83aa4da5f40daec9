import { join } from 'node:path';
import { describe, it } from 'node:test';
import { everything, ownTenant } from '../support/acr/acrFixture';
import { startAcrFront } from '../support/acr/acrFront';
import { without } from '../support/peer';
import { startDockerRegistry } from '../support/servers/dockerRegistry';
import { temporaryFolder } from '../support/temporaryFolder';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

const skip = withoutWindow || without('dockerRegistry');

describe('a person', { skip }, () => {
  it('connects an Azure Container Registry by its login server and a repository token', async (t) => {
    const behind = await startDockerRegistry({
      directory: join(await temporaryFolder(t), 'registry'),
    });
    t.after(() => behind.stop());
    const front = await startAcrFront({
      upstream: behind.host,
      tenant: ownTenant,
      accounts: { ci: everything },
      passwords: { ci: 'secret' },
    });
    t.after(() => front.stop());
    await inSession({ ...installed(), connected: false }, async ({ window }) => {
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Registries');
      await window.runCommand('Chartroom: Connect Registry…');
      await window.pickQuickPick('Azure Container Registry');
      await window.pickQuickPick('Repository token or admin user');
      await window.enterInput('Login server', front.host);
      await window.enterInput('User name', 'ci');
      await window.enterInput('Password or access token of ci', 'guessed');
      await window.enterInput('authentication required', 'ci');
      await window.enterInput('Password or access token of ci', 'secret');
      await window.waitForRow('Registries', front.host);

      await window.runCommand('Chartroom: Push Chart…');
      await window.pickQuickPick('storefront');
      await window.pickQuickPick('named as the chart');
      await window.notification(`Pushed ${front.host}/storefront:1.4.0`);
      await window.pressNotification('Pushed', 'Show in Registries');
      await window.waitForRow('Registries', '1.4.0');
    });
  });
});
