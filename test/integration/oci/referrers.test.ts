import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { sha256 } from '../../../src/oci/digest';
import { openLayout } from '../../../src/oci/layout/layout';
import { openHost } from '../../support/distribution';
import { attach } from '../../support/oci/attach';
import { peer, without } from '../../support/peer';
import { imageManifest, pushPlain } from '../../support/plainPush';
import { problemOf } from '../../support/problemOf';
import { inRegistry } from '../../support/registryFixture';
import { startDockerRegistry } from '../../support/servers/dockerRegistry';
import { temporaryFolder } from '../../support/temporaryFolder';

const spdx = { artifactType: 'application/spdx+json', content: '{"spdx":1}' };
const signed = { artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json', content: '{}' };

async function pushSubject(url: string) {
  const digest = await pushPlain(url, 'app', '1.0.0');
  const response = await fetch(`${url}/v2/app/manifests/1.0.0`, {
    headers: { accept: imageManifest },
  });
  return { mediaType: imageManifest, digest, size: (await response.text()).length };
}

describe('what hangs on a manifest', () => {
  for (const referrers of [true, false]) {
    const how = referrers ? 'by the referrers API' : 'by the tag that stands in for the API';
    it(`is listed ${how}`, async () => {
      await inRegistry(
        async ({ host, url }) => {
          const subject = await pushSubject(url);
          const first = await attach(url, 'app', subject, spdx);
          const second = await attach(url, 'app', subject, signed);
          const repository = openHost(host).repository('app');
          const { digest } = await repository.resolve('1.0.0');
          const found = await repository.referrers(digest);
          assert.deepEqual(
            found.map((one) => [one.digest, one.artifactType, one.size]).sort(),
            [first, second].map((one) => [one.digest, one.artifactType, one.size]).sort(),
          );
          assert.deepEqual(await repository.referrers(sha256('nothing')), []);
        },
        { referrers },
      );
    });
  }

  it('is read page by page', async () => {
    await inRegistry(
      async ({ host, url, requests }) => {
        const subject = await pushSubject(url);
        for (let n = 0; n < 5; n++) {
          await attach(url, 'app', subject, { ...spdx, content: `${n}` });
        }
        const repository = openHost(host).repository('app');
        const { digest } = await repository.resolve('1.0.0');
        assert.equal((await repository.referrers(digest)).length, 5);
        assert.equal(requests.filter(({ path }) => path.includes('/referrers/')).length, 3);
      },
      { referrers: true, pageSize: 2 },
    );
  });

  for (const status of [400, 406]) {
    it(`is listed by the tag where the path of the API is refused with ${status}`, async () => {
      await inRegistry(async ({ host, url, faults }) => {
        const subject = await pushSubject(url);
        const { digest } = await attach(url, 'app', subject, spdx);
        faults.add({ when: { path: /\/referrers\// }, then: { kind: 'status', status } });
        const repository = openHost(host).repository('app');
        const found = await repository.referrers((await repository.resolve('1.0.0')).digest);
        assert.deepEqual(
          found.map((one) => one.digest),
          [digest],
        );
      });
    });
  }

  it('is not taken for empty when the host refuses to tell', async () => {
    await inRegistry(
      async ({ host, url, faults }) => {
        const { digest } = await pushSubject(url);
        faults.add({ when: { path: /\/referrers\// }, then: { kind: 'status', status: 403 } });
        const repository = openHost(host).repository('app');
        const { code } = await problemOf(repository.referrers(sha256(digest)));
        assert.equal(code, 'oci.denied');
      },
      { referrers: true },
    );
  });

  it('is listed by the tag in distribution', { skip: without('dockerRegistry') }, async (t) => {
    const server = await startDockerRegistry({ directory: await temporaryFolder(t) });
    t.after(() => server.stop());
    const url = `http://${server.host}`;
    const subject = await pushSubject(url);
    const { digest } = await attach(url, 'app', subject, spdx);
    const repository = openHost(server.host).repository('app');
    const found = await repository.referrers((await repository.resolve('1.0.0')).digest);
    assert.deepEqual(
      found.map((one) => one.digest),
      [digest],
    );
  });

  it('comes along when skopeo copies it to a layout', { skip: without('skopeo') }, async (t) => {
    const layout = join(await temporaryFolder(t), 'saved');
    await inRegistry(async ({ host, url }) => {
      const subject = await pushSubject(url);
      const { digest } = await attach(url, 'app', subject, spdx);
      const repository = openHost(host).repository('app');
      const descriptor = await repository.resolve('1.0.0');
      for (const [from, to] of [
        [':1.0.0', '1.0.0'],
        [`@${digest}`, 'bill-of-materials'],
      ] as const) {
        const words = ['--insecure-policy', 'copy', '--preserve-digests', '--src-tls-verify=false'];
        const places = [`docker://${host}/app${from}`, `oci:${layout}:${to}`];
        await promisify(execFile)(peer('skopeo'), [...words, ...places]);
      }
      const found = await openLayout(layout).referrers(descriptor.digest);
      assert.deepEqual(
        found.map((one) => [one.digest, one.artifactType]),
        [[digest, spdx.artifactType]],
      );
    });
  });
});
