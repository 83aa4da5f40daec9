import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { sha256 } from '../../../../src/oci/digest';
import { copyVersion } from '../../../../src/publishing/copyVersion';
import { signedChart } from '../../../support/charts/signedChart';
import { helmAt } from '../../../support/helm';
import { openRegistry } from '../../../support/openRegistry';
import { peer, without } from '../../../support/peer';
import { pushSignedChart } from '../../../support/publishing/pushSignedChart';
import { startDockerRegistry } from '../../../support/servers/dockerRegistry';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('a signed chart that was promoted', () => {
  it('is pulled and verified by Helm', { skip: without('helm', 'dockerRegistry') }, async (t) => {
    const folder = await temporaryFolder(t);
    const dev = await startDockerRegistry({ directory: join(folder, 'dev') });
    t.after(() => dev.stop());
    const prod = await startDockerRegistry({ directory: join(folder, 'prod') });
    t.after(() => prod.stop());
    const { name, version, keyring } = signedChart;
    const source = openRegistry(dev.host).repository(`dev/${name}`);
    await pushSignedChart(source);
    const target = openRegistry(prod.host).repository(`prod/${name}`);
    await copyVersion(source, version, target, version);

    const helm = await helmAt(peer('helm'), join(folder, 'helm'));
    const keys = join(folder, 'pubring.gpg');
    await writeFile(keys, keyring);
    const remote = `oci://${prod.host}/prod/${name}`;
    const pulled = ['pull', remote, '--version', version, '-d', folder];
    const said = await helm(...pulled, '--verify', '--keyring', keys);
    assert.match(said, /Signed by: Chart Keeper <keeper@charts\.example>/);
    assert.match(said, /Chart Hash Verified: sha256:/);
    assert.match(await helm('template', 'x', join(folder, `${name}-${version}.tgz`)), /x-keepsake/);
  });

  it(
    'has the digest that skopeo finds at both ends',
    { skip: without('skopeo', 'dockerRegistry') },
    async (t) => {
      const folder = await temporaryFolder(t);
      const server = await startDockerRegistry({ directory: join(folder, 'data') });
      t.after(() => server.stop());
      const registry = openRegistry(server.host);
      const { version } = signedChart;
      const digest = await pushSignedChart(registry.repository('dev/keepsake'));
      const copied = await copyVersion(
        registry.repository('dev/keepsake'),
        version,
        registry.repository('prod/keepsake'),
        version,
      );
      assert.deepEqual([copied.copiedBytes, copied.mountedBlobs], [0, 3]);
      for (const repository of ['dev/keepsake', 'prod/keepsake']) {
        const reference = `docker://${server.host}/${repository}:${version}`;
        const words = ['inspect', '--tls-verify=false', '--raw', reference];
        const { stdout } = await promisify(execFile)(peer('skopeo'), words, { encoding: 'buffer' });
        assert.equal(sha256(stdout), digest);
      }
    },
  );
});
