import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { peer, without } from '../../../support/peer';
import { pushPlain } from '../../../support/plainPush';
import { inRegistry } from '../../../support/registryFixture';
import type { TestRegistryOptions } from '../../../support/registry/testRegistry';

const run = promisify(execFile);
const login = ['--creds', 'ann:secret'];
const users = { ann: 'secret' };

void describe('the test registry and skopeo', { skip: without('skopeo') }, () => {
  const kinds: readonly Required<Pick<TestRegistryOptions, 'auth'>>[] = [
    { auth: { kind: 'none' } },
    { auth: { kind: 'basic', users } },
    { auth: { kind: 'bearer', users } },
  ];
  for (const { auth } of kinds) {
    void it(`understand each other, with authentication: ${auth.kind}`, async () => {
      await withArtifact(async (layout) => {
        await inRegistry(
          async ({ host }) => {
            const skopeo = (...words: string[]): Promise<string> =>
              runSkopeo(
                auth.kind === 'none' ? words.filter((word) => !login.includes(word)) : words,
              );
            const here = `docker://${host}/charts/app`;
            const there = `docker://${host}/mirror/app`;
            const copy = ['copy', '--src-tls-verify=false', '--dest-tls-verify=false'];
            const both = auth.kind === 'none' ? [] : ['--src-creds', 'ann:secret'];
            const dest = auth.kind === 'none' ? [] : ['--dest-creds', 'ann:secret'];
            await skopeo(...copy, ...dest, `oci:${layout}:1.0.0`, `${here}:1.0.0`);
            await skopeo(...copy, ...both, ...dest, `${here}:1.0.0`, `${there}:2.0.0`);

            const list = await skopeo('list-tags', ...login, '--tls-verify=false', there);
            assert.deepEqual(JSON.parse(list), {
              Repository: `${host}/mirror/app`,
              Tags: ['2.0.0'],
            });
            const inspect = ['inspect', '--raw', ...login, '--tls-verify=false'];
            const manifest = await skopeo(...inspect, `${here}:1.0.0`);
            assert.equal(await skopeo(...inspect, `${there}:2.0.0`), manifest);

            await skopeo('delete', ...login, '--tls-verify=false', `${there}:2.0.0`);
            await assert.rejects(skopeo(...inspect, `${there}:2.0.0`), /manifest unknown/);
          },
          { auth },
        );
      });
    });
  }

  void it('is told by skopeo when the login is missing', async () => {
    await inRegistry(
      async ({ host }) => {
        const list = ['list-tags', '--tls-verify=false', `docker://${host}/charts/app`];
        await assert.rejects(runSkopeo(list), /unauthorized|authentication required/i);
      },
      { auth: { kind: 'basic', users } },
    );
  });
});

async function runSkopeo(words: readonly string[]): Promise<string> {
  const { stdout } = await run(peer('skopeo'), ['--insecure-policy', ...words]);
  return stdout;
}

/** Gives a layout that skopeo itself has made, with one artifact, 1.0.0. */
async function withArtifact(use: (layout: string) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const layout = join(folder, 'layout');
    await inRegistry(async ({ url, host }) => {
      await pushPlain(url, 'source', '1.0.0');
      const copy = ['copy', '--src-tls-verify=false', `docker://${host}/source:1.0.0`];
      await runSkopeo([...copy, `oci:${layout}:1.0.0`]);
    });
    await use(layout);
  });
}
