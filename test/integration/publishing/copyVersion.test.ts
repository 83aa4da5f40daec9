import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { CopyProgress } from '../../../src/oci/copy';
import type { Digest } from '../../../src/oci/digest';
import { referrersTag } from '../../../src/oci/referrers';
import { listAttachments } from '../../../src/publishing/contents/attachments';
import { copyVersion } from '../../../src/publishing/copyVersion';
import { tagVersion } from '../../../src/publishing/tagVersion';
import type { Repository } from '../../../src/registries/registry';
import { attach, attachByTag } from '../../support/oci/attach';
import { openRegistry } from '../../support/openRegistry';
import { without } from '../../support/peer';
import { imageManifest, pushPlain } from '../../support/plainPush';
import { problemOf } from '../../support/problemOf';
import { registryFor } from '../../support/registryFixture';
import { startDockerRegistry } from '../../support/servers/dockerRegistry';
import { temporaryFolder } from '../../support/temporaryFolder';

const sbom = { artifactType: 'application/spdx+json', content: '{"spdx":1}' };
const bundle = { artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json', content: '{}' };
const signatureLayer = 'application/vnd.dev.cosign.simplesigning.v1+json';

async function distribution(t: TestContext) {
  const server = await startDockerRegistry({ directory: join(await temporaryFolder(t), 'data') });
  t.after(() => server.stop());
  return { host: server.host, url: `http://${server.host}` };
}

/** A version with a bill of materials that is signed, and a signature as cosign keeps it. */
async function pushSigned(url: string, repository = 'dev/app') {
  const digest = (await pushPlain(url, repository, '1.0.0')) as Digest;
  const reply = await fetch(`${url}/v2/${repository}/manifests/1.0.0`, {
    headers: { accept: imageManifest },
  });
  const subject = { mediaType: imageManifest, digest, size: (await reply.text()).length };
  const first = await attach(url, repository, subject, sbom);
  const { artifactType, ...described } = first;
  assert.equal(artifactType, sbom.artifactType);
  const second = await attach(url, repository, described, bundle);
  const tag = `${referrersTag(digest)}.sig`;
  const third = await attachByTag(url, repository, tag, signatureLayer, 'signed by dev');
  return { digest, subject, sbom: first.digest, bundle: second.digest, signature: third };
}

async function attachedTo(repository: Repository, digest: string): Promise<string[]> {
  const found = await listAttachments(repository, { digest: digest as Digest });
  return found.map(({ descriptor }) => descriptor.digest).sort();
}

const hosts = ['with the referrers API', 'without it'] as const;

describe('copying a version', () => {
  for (const from of hosts) {
    for (const to of hosts) {
      it(`brings along what hangs on it, from a host ${from} to one ${to}`, async (t) => {
        const source = await registryFor(t, { referrers: from === hosts[0] });
        const target = await registryFor(t, { referrers: to === hosts[0] });
        const pushed = await pushSigned(source.url);
        const dev = openRegistry(source.host).repository('dev/app');
        const prod = openRegistry(target.host).repository('prod/app');
        const copied = await copyVersion(dev, '1.0.0', prod, '1.0.0');
        assert.equal(copied.outcome, 'copied');
        assert.deepEqual([copied.attachments, copied.left], [3, []]);
        assert.equal((await prod.resolve('1.0.0')).digest, pushed.digest);
        assert.deepEqual(
          await attachedTo(prod, pushed.digest),
          [pushed.sbom, pushed.signature].sort(),
        );
        assert.deepEqual(await attachedTo(prod, pushed.sbom), [pushed.bundle]);
        const again = await copyVersion(dev, '1.0.0', prod, '1.0.0');
        assert.deepEqual([again.outcome, again.attachments], ['unchanged', 0]);
      });
    }
  }

  it(
    'lists attachments by the tag in distribution',
    { skip: without('dockerRegistry') },
    async (t) => {
      const source = await distribution(t);
      const target = await distribution(t);
      const pushed = await pushSigned(source.url);
      const dev = openRegistry(source.host).repository('dev/app');
      const prod = openRegistry(target.host).repository('prod/app');
      await copyVersion(dev, '1.0.0', prod, '1.0.0');
      assert.deepEqual(
        await attachedTo(prod, pushed.digest),
        [pushed.sbom, pushed.signature].sort(),
      );
      assert.deepEqual(await attachedTo(prod, pushed.sbom), [pushed.bundle]);
    },
  );

  it('keeps the lines that others have in the index', async (t) => {
    const source = await registryFor(t);
    const target = await registryFor(t);
    const pushed = await pushSigned(source.url);
    await pushPlain(target.url, 'prod/app', 'other');
    const theirs = await attach(target.url, 'prod/app', pushed.subject, { ...sbom, content: '2' });
    const prod = openRegistry(target.host).repository('prod/app');
    const dev = openRegistry(source.host).repository('dev/app');
    await Promise.all(['1.0.0', 'stable'].map((tag) => copyVersion(dev, '1.0.0', prod, tag)));
    const referrers = await prod.referrers(pushed.digest);
    assert.deepEqual(
      referrers.map(({ digest }) => digest).sort(),
      [pushed.sbom, theirs.digest].sort(),
    );
  });

  it('lists again what somebody else wrote over at the same time', async (t) => {
    const source = await registryFor(t);
    const target = await registryFor(t);
    const pushed = await pushSigned(source.url);
    const tag = referrersTag(pushed.digest);
    let writes = 0;
    target.faults.add({
      when: ({ method, path }) =>
        method === 'PUT' && path.endsWith(`/manifests/${tag}`) && ++writes === 1,
      then: { kind: 'status', status: 201 },
    });
    const prod = openRegistry(target.host).repository('prod/app');
    await copyVersion(openRegistry(source.host).repository('dev/app'), '1.0.0', prod, '1.0.0');
    assert.equal(writes, 2);
    assert.deepEqual(
      (await prod.referrers(pushed.digest)).map(({ digest }) => digest),
      [pushed.sbom],
    );
  });

  it('lists an attachment whose copy ended before it was listed', async (t) => {
    const source = await registryFor(t);
    const target = await registryFor(t);
    const pushed = await pushSigned(source.url);
    const dev = openRegistry(source.host).repository('dev/app');
    const prod = openRegistry(target.host).repository('prod/app');
    const mend = target.faults.add({
      when: { method: 'PUT', path: new RegExp(`/manifests/${referrersTag(pushed.digest)}$`) },
      then: { kind: 'status', status: 500 },
    });
    const { code } = await problemOf(copyVersion(dev, '1.0.0', prod, '1.0.0'));
    assert.equal(code, 'oci.server-error');
    assert.equal((await problemOf(prod.resolve('1.0.0'))).code, 'oci.not-found');
    mend();
    await copyVersion(dev, '1.0.0', prod, '1.0.0');
    assert.equal((await prod.referrers(pushed.digest)).length, 1);
  });

  it('leaves behind what the target does not take, and says so', async (t) => {
    const source = await registryFor(t, { referrers: true });
    const target = await registryFor(t);
    const pushed = await pushSigned(source.url);
    target.faults.add({
      when: { method: 'PUT', path: new RegExp(`/manifests/${pushed.sbom}$`) },
      then: { kind: 'status', status: 405, body: { errors: [{ code: 'UNSUPPORTED' }] } },
    });
    const dev = openRegistry(source.host).repository('dev/app');
    const prod = openRegistry(target.host).repository('prod/app');
    const copied = await copyVersion(dev, '1.0.0', prod, '1.0.0');
    assert.deepEqual([copied.outcome, copied.attachments], ['copied', 1]);
    assert.deepEqual(
      copied.left.map(({ digest, kind, error }) => [digest, kind, error.code]),
      [[pushed.sbom, 'sbom', 'oci.unsupported']],
    );
    assert.equal((await prod.resolve('1.0.0')).digest, pushed.digest);
  });

  it('does not overwrite what is no list of referrers', async (t) => {
    const source = await registryFor(t);
    const target = await registryFor(t);
    const pushed = await pushSigned(source.url);
    const tag = referrersTag(pushed.digest);
    const other = await pushPlain(target.url, 'prod/app', tag);
    const prod = openRegistry(target.host).repository('prod/app');
    const dev = openRegistry(source.host).repository('dev/app');
    const { left } = await copyVersion(dev, '1.0.0', prod, '1.0.0');
    assert.deepEqual(
      left.map(({ digest, error }) => [digest, error.code]),
      [[pushed.sbom, 'oci.referrer-unlisted']],
    );
    assert.equal((await prod.resolve(tag)).digest, other);
  });

  it('sends a manifest again whose digest the target finds wrong for a moment', async (t) => {
    const source = await registryFor(t);
    const target = await registryFor(t);
    const digest = await pushPlain(source.url, 'dev/app', '1.0.0');
    target.faults.add({
      when: { method: 'PUT', path: /\/manifests\// },
      times: 2,
      then: { kind: 'status', status: 400, body: { errors: [{ code: 'DIGEST_INVALID' }] } },
    });
    const prod = openRegistry(target.host).repository('prod/app');
    await copyVersion(openRegistry(source.host).repository('dev/app'), '1.0.0', prod, '1.0.0');
    assert.equal((await prod.resolve('1.0.0')).digest, digest);
  });

  it('leaves behind what the source lists and has not', async (t) => {
    const source = await registryFor(t);
    const target = await registryFor(t);
    const pushed = await pushSigned(source.url);
    await fetch(`${source.url}/v2/dev/app/manifests/${pushed.sbom}`, { method: 'DELETE' });
    const prod = openRegistry(target.host).repository('prod/app');
    const dev = openRegistry(source.host).repository('dev/app');
    const { outcome, left } = await copyVersion(dev, '1.0.0', prod, '1.0.0');
    assert.equal(outcome, 'copied');
    assert.deepEqual(
      left.map(({ digest, error }) => [digest, error.code]),
      [[pushed.sbom, 'oci.not-found']],
    );
  });

  it('does not take signatures of others away', async (t) => {
    const source = await registryFor(t);
    const target = await registryFor(t);
    const pushed = await pushSigned(source.url);
    const tag = `${referrersTag(pushed.digest)}.sig`;
    const theirs = await attachByTag(target.url, 'prod/app', tag, signatureLayer, 'signed by prod');
    const prod = openRegistry(target.host).repository('prod/app');
    const dev = openRegistry(source.host).repository('dev/app');
    const { left } = await copyVersion(dev, '1.0.0', prod, '1.0.0');
    assert.deepEqual(
      left.map(({ kind, error }) => [kind, error.code]),
      [['signature', 'publish.attachment-taken']],
    );
    assert.equal((await prod.resolve(tag)).digest, theirs);
  });

  it('sends nothing within one host', async (t) => {
    const registry = await registryFor(t);
    await pushSigned(registry.url);
    const repository = (name: string) => openRegistry(registry.host).repository(name);
    registry.clearRequests();
    const copied = await copyVersion(
      repository('dev/app'),
      '1.0.0',
      repository('prod/app'),
      '1.0.0',
    );
    assert.equal(copied.copiedBytes, 0);
    const blobs = registry.requests.filter(({ path }) => path.includes('/blobs/'));
    assert.deepEqual(
      blobs.filter(({ method }) => method === 'GET' || method === 'PUT' || method === 'PATCH'),
      [],
    );
    assert.equal(copied.mountedBlobs, blobs.filter(({ path }) => path.includes('mount=')).length);
  });

  it('respects a tag that cannot be moved, without advice about a chart', async (t) => {
    const registry = await registryFor(t, { immutableTags: true });
    await pushPlain(registry.url, 'dev/app', '1.0.0');
    await pushPlain(registry.url, 'prod/app', '1.0.0', { layer: 'other' });
    const repository = (name: string) => openRegistry(registry.host).repository(name);
    const prod: Repository = {
      ...repository('prod/app'),
      immutable: () => Promise.resolve('the tags of prod/app are immutable'),
    };
    registry.clearRequests();
    const error = await problemOf(copyVersion(repository('dev/app'), '1.0.0', prod, '1.0.0'));
    assert.equal(error.code, 'registry.tag-immutable');
    assert.equal(error.remedy, undefined);
    assert.deepEqual(
      registry.requests.filter(({ method }) => method !== 'HEAD'),
      [],
    );
  });

  it('tells of a tag that cannot be moved where the host says only when it is moved', async (t) => {
    const registry = await registryFor(t, { immutableTags: true });
    await pushPlain(registry.url, 'dev/app', '1.0.0');
    const published = await pushPlain(registry.url, 'prod/app', '1.0.0', { layer: 'other' });
    const repository = (name: string) => openRegistry(registry.host).repository(name);
    const confirmReplace = () => Promise.resolve(true);
    const dev = repository('dev/app');
    for (const work of [
      () => copyVersion(dev, '1.0.0', repository('prod/app'), '1.0.0', { confirmReplace }),
      () =>
        copyVersion(dev, '1.0.0', repository('prod/app'), '1.0.0', {
          confirmReplace,
          attachments: false,
        }),
      async () => {
        await copyVersion(dev, '1.0.0', repository('prod/app'), '1.1.0');
        return tagVersion(repository('prod/app'), '1.1.0', '1.0.0', { confirmReplace });
      },
    ]) {
      const error = await problemOf(work());
      assert.equal(error.code, 'registry.tag-immutable');
      assert.equal(error.facts['digest'], published);
      assert.equal(error.remedy, undefined);
    }
  });

  it('leaves no tag when it is cancelled, and counts bytes that never go back', async (t) => {
    const source = await registryFor(t);
    const target = await registryFor(t);
    await pushSigned(source.url);
    const controller = new AbortController();
    const seen: CopyProgress[] = [];
    const prod = openRegistry(target.host).repository('prod/app');
    const dev = openRegistry(source.host).repository('dev/app');
    const copying = copyVersion(dev, '1.0.0', prod, '1.0.0', {
      signal: controller.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (progress.phase === 'tagging') controller.abort();
      },
    });
    await assert.rejects(copying, { name: 'AbortError' });
    assert.equal((await problemOf(prod.resolve('1.0.0'))).code, 'oci.not-found');
    await copyVersion(dev, '1.0.0', prod, '1.0.0', { onProgress: (one) => seen.push(one) });
    const done = seen.slice(seen.findIndex(({ phase }) => phase === 'tagging') + 1);
    for (const [at, { doneBytes }] of done.entries()) {
      assert.ok(doneBytes >= (done[at - 1]?.doneBytes ?? 0));
    }
    assert.equal(done.at(-1)?.doneBytes, done.at(-1)?.totalBytes);
  });
});
