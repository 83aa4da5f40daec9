import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { writeFiles } from '../support/charts/writeFiles';
import { openRegistry } from '../support/openRegistry';
import { installed, withoutWindow } from '../support/workbench/installed';
import { inSession } from '../support/workbench/session';

/** Makes a git repository of a folder, with all of it in one commit. */
async function committed(folder: string): Promise<(...args: readonly string[]) => Promise<string>> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)('git', args, { cwd: folder })).stdout;
  await git('init', '--initial-branch', 'main');
  await git('config', 'user.name', 'ann');
  await git('config', 'user.email', 'ann@charts.example');
  await git('add', '.');
  await git('commit', '--message', 'Charts');
  return git;
}

describe('a person who releases the charts of a workspace', { skip: withoutWindow }, () => {
  it('sees how each stands, and publishes all that changed by one plan', async () => {
    await inSession(installed(), async ({ window, workspace, registry }) => {
      const places = [`oci://${registry.host}/dev/`, `oci://${registry.host}/prod/`];
      await writeFiles(workspace, {
        '.vscode/settings.json': JSON.stringify({ 'chartroom.publish.repository': places }),
      });
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Charts');
      await window.waitForRow('Charts', '1.4.0 · not published');

      await window.runCommand('Chartroom: Publish Charts…');
      await window.waitForChoice('storefront 1.4.0 → Local registry: prod/storefront');
      await window.enterInput('Publish Charts', '');
      await window.notification('Published 4 of 4');
      await window.waitForRow('Charts', '1.4.0 · same');
      await window.waitForRowIcon('Charts', 'storefront', 'pass');
      await window.expandRow('Charts', 'storefront');
      await window.waitForRow('Charts', 'newest 1.4.0');
      const rows = await window.treeRows('Charts');
      assert.match(
        rows[1] ?? '',
        /^Local registry: dev\/storefront same · newest 1\.4\.0 · [0-9a-f]{7}$/,
      );
      const { digest } = await openRegistry(registry.host)
        .repository('prod/storefront')
        .resolve('1.4.0');
      assert.match(digest, /^sha256:/);

      await writeFile(join(workspace, 'charts', 'storefront', 'NOTES.md'), 'changed\n');
      await window.waitForRow('Charts', '1.4.0 · differs');
      await window.runCommand('Chartroom: Publish Charts…');
      await window.waitForChoice('storefront 1.4.1: bump and publish');
      await window.tickChoice('storefront 1.4.1: bump and publish');
      await window.enterInput('Publish Charts', '');
      await window.notification('Published 2 of 2');
      await window.waitForRow('Charts', '1.4.1 · same');
    });
  });

  it('tags the commit that was published', async () => {
    await inSession(installed(), async ({ window, workspace, registry }) => {
      const place = `oci://${registry.host}/charts/`;
      await writeFiles(workspace, {
        '.vscode/settings.json': JSON.stringify({ 'chartroom.publish.repository': place }),
      });
      const git = await committed(workspace);
      await window.ready('Chartroom');
      await window.openView('Chartroom', 'Charts');
      await window.waitForRow('Charts', '1.4.0 · not published');
      await window.runCommand('Chartroom: Publish Charts…');
      await window.waitForChoice('storefront 1.4.0 → Local registry: charts/storefront');
      await window.enterInput('Publish Charts', '');
      await window.pressNotification('Published 2 of 2', 'Tag the Commit…');
      await window.waitForChoice('storefront-1.4.0');
      await window.tickChoice('worker-0.9.0-rc.1+build.7');
      await window.enterInput('Tag the Commit', '');
      await window.notification('Tagged the commit as storefront-1.4.0');
      assert.equal(await git('tag', '--points-at', 'HEAD'), 'storefront-1.4.0\n');
      const said = await git('tag', '--list', '--format=%(contents)');
      assert.ok(said.includes(`${registry.host}/charts/storefront:1.4.0@sha256:`));
    });
  });
});
