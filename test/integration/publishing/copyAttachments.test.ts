import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Digest } from '../../../src/oci/digest';
import { copyVersion } from '../../../src/publishing/copyVersion';
import { attach } from '../../support/oci/attach';
import { openRegistry } from '../../support/openRegistry';
import { imageManifest, pushPlain } from '../../support/plainPush';
import { registryFor } from '../../support/registryFixture';

describe('attachments of a version', () => {
  it('come along to where the login may push and not list them', async (t) => {
    const source = await registryFor(t, { referrers: true });
    const target = await registryFor(t, { referrers: true });
    const digest = (await pushPlain(source.url, 'dev/app', '1.0.0')) as Digest;
    const dev = openRegistry(source.host).repository('dev/app');
    const { size } = await dev.resolve('1.0.0');
    const subject = { mediaType: imageManifest, digest, size };
    const sbom = { artifactType: 'application/spdx+json', content: '{"spdx":1}' };
    const attached = await attach(source.url, 'dev/app', subject, sbom);
    target.faults.add({
      when: { method: 'GET', path: /\/referrers\// },
      then: { kind: 'status', status: 403, body: { errors: [{ code: 'DENIED' }] } },
    });
    const prod = openRegistry(target.host).repository('prod/app');
    const { outcome, left, attachments } = await copyVersion(dev, '1.0.0', prod, '1.0.0');
    assert.deepEqual([outcome, attachments, left], ['copied', 1, []]);
    target.faults.clear();
    assert.deepEqual(
      (await prod.referrers(digest)).map((one) => one.digest),
      [attached.digest],
    );
  });
});
