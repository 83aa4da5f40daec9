import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addImage, addRepository } from '../support/ecr/state';
import { inEmulator } from '../support/ecr/emulator';
import { without } from '../support/peer';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

describe(
  'a person with an AWS profile',
  { skip: withoutWindow || without('dockerRegistry') },
  () => {
    it('connects an Amazon ECR by the wizard and browses to a chart', async () => {
      await inEmulator(async ({ state, environment }) => {
        const digest = `sha256:${'5'.repeat(64)}`;
        const artifactMediaType = 'application/vnd.cncf.helm.config.v1+json';
        const repository = addRepository(state, 'storefront');
        addImage(repository, { digest, artifactMediaType, size: 2_048 }, '1.4.0');
        const options = { ...installed(), connected: false, extraEnv: environment };
        await inSession(options, async ({ window }) => {
          await window.ready('Chartroom');
          await window.openView('Chartroom', 'Registries');
          await window.runCommand('Chartroom: Connect Registry…');
          await window.pickQuickPick('Amazon ECR');
          await window.pickQuickPick('dev');
          await window.pickQuickPick('region of the profile');
          await window.pickQuickPick('arn:aws:iam::123456789012:user/ann');
          await window.waitForRow('Registries', '123456789012 · eu-west-1');
          await window.expandRow('Registries', '123456789012 · eu-west-1');
          await window.waitForRow('Registries', 'storefront');
          await window.expandRow('Registries', 'storefront');
          await window.waitForRow('Registries', '1.4.0');
          const rows = await window.treeRows('Registries');
          assert.match(rows.join('\n'), /1\.4\.0 .*2(?:\.0)? (?:KB|KiB|kB)/);
        });
      });
    });
  },
);
