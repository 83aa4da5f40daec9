import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { pushPlain, startUpload } from '../../../support/plainPush';
import { startRegistry } from '../../../support/registry/testRegistry';

void describe('the folder of the test registry', () => {
  void it('keeps what was pushed when the server is killed, and nothing half-finished', async () => {
    await inTemporaryFolder(async (directory) => {
      const { child, url } = await startProcess(directory);
      const digest = await pushPlain(url, 'team/app', '1.0.0');
      const half = await fetch(await startUpload(url, 'team/app'), {
        method: 'PATCH',
        body: 'half a blob',
      });
      assert.equal(half.status, 202);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      assert.equal((await readdir(join(directory, 'temporary'))).length, 1);

      const registry = await startRegistry({ directory });
      try {
        const response = await fetch(`${registry.url}/v2/team/app/manifests/1.0.0`);
        assert.equal(response.headers.get('docker-content-digest'), digest);
        assert.equal((await readdir(join(directory, 'temporary'))).length, 0);
      } finally {
        await registry.stop();
      }
    });
  });

  void it('stops although clients are connected, and only once', async () => {
    await inTemporaryFolder(async (directory) => {
      const registry = await startRegistry({ directory });
      const arrived = new Promise<void>((resolve) => {
        registry.faults.add({
          when: () => {
            resolve();
            return true;
          },
          then: { kind: 'delay', until: new Promise<void>(() => undefined) },
        });
      });
      const held = assert.rejects(fetch(`${registry.url}/v2/`));
      await arrived;
      await Promise.all([registry.stop(), registry.stop(), held]);
    });
  });
});

async function startProcess(directory: string): Promise<{ child: ChildProcess; url: string }> {
  const script = join(__dirname, '../../../support/registryProcess.js');
  const child = spawn(process.execPath, [script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}
