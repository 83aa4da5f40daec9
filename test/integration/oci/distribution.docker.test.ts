import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasCode } from '../../../src/base/error';
import { sha256 } from '../../../src/oci/digest';
import { ociManifest } from '../../../src/oci/mediaType';
import {
  always,
  blobOf,
  bytesOf,
  manifestOf,
  openHost,
  pagesOf,
  password,
  pushArtifact,
} from '../../support/distribution';
import {
  onlyAli,
  startDockerRegistry,
  type DockerRegistry,
  type DockerRegistryOptions,
} from '../../support/servers/dockerRegistry';
import { startTokenServer, type TokenServer } from '../../support/servers/tokenServer';
import { createRecordingLog } from '../../support/recordingLog';
import { without } from '../../support/peer';

const skip = without('dockerRegistry');

/** A registry of its own for the tests of one `describe`, in a folder that goes with it. */
function ownRegistry(
  options: (directory: string) => Promise<Omit<DockerRegistryOptions, 'directory'>>,
): () => string {
  let directory = '';
  let registry: DockerRegistry | undefined;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'chartroom-registry-'));
    registry = await startDockerRegistry({ ...(await options(directory)), directory });
  });
  after(async () => {
    await registry?.stop();
    await rm(directory, { recursive: true, force: true });
  });
  return () => registry?.host ?? '';
}

const noOptions = (): Promise<object> => Promise.resolve({});

describe('a registry without logins', { skip }, () => {
  const host = ownRegistry(noOptions);

  it('answers a ping', async () => {
    await openHost(host()).ping();
  });

  it('gives back what was pushed', async () => {
    const repository = openHost(host()).repository('charts/app');
    const layer = blobOf('the chart');
    const digest = await pushArtifact(repository, '1.0.0', layer);

    const resolved = await repository.resolve('1.0.0');
    assert.equal(resolved.digest, digest);
    assert.equal(resolved.mediaType, ociManifest);
    const content = await repository.manifest('1.0.0');
    assert.deepEqual(content.descriptor, resolved);
    assert.equal(sha256(content.bytes), digest);
    const bytes = await bytesOf(await repository.blob(layer.descriptor));
    assert.equal(bytes.toString(), 'the chart');
  });

  it('takes a blob too large for memory as a stream and an empty one', async () => {
    const repository = openHost(host()).repository('charts/large');
    for (const blob of [blobOf(randomBytes(5_000_000)), blobOf('')]) {
      let sent = 0;
      const onBytes = (count: number): void => {
        sent += count;
      };
      await repository.pushBlob(blob.descriptor, blob.open, { onBytes });
      assert.equal(sent, blob.bytes.length);
      const received = await bytesOf(await repository.blob(blob.descriptor));
      assert.equal(sha256(received), blob.descriptor.digest);
    }
  });

  it('knows what it has', async () => {
    const repository = openHost(host()).repository('charts/has');
    await pushArtifact(repository, '1.0.0', blobOf('there'));
    assert.equal(await repository.has(blobOf('there').descriptor), true);
    assert.equal(await repository.has(blobOf('not there').descriptor), false);
    assert.equal(await repository.has(await repository.resolve('1.0.0')), true);
    const other = manifestOf(blobOf('other'));
    assert.equal(await repository.has(other.descriptor), false);
  });

  it('mounts a blob of another repository, and takes the bytes when there is nothing to mount', async () => {
    const registry = openHost(host());
    const blob = blobOf('shared');
    await pushArtifact(registry.repository('charts/source'), '1.0.0', blob);
    const target = registry.repository('charts/target');
    assert.equal(await target.mount(blob.descriptor, 'charts/source'), true);
    assert.equal(await target.has(blob.descriptor), true);

    const missing = blobOf('nowhere yet');
    assert.equal(await target.mount(missing.descriptor, 'charts/source'), false);
    await target.pushBlob(missing.descriptor, missing.open);
    assert.equal(await target.has(missing.descriptor), true);
  });

  it('lists tags and repositories', async () => {
    const registry = openHost(host());
    const repository = registry.repository('list/app');
    for (const tag of ['1.0.0', '2.0.0']) await pushArtifact(repository, tag);
    await pushArtifact(registry.repository('list/other'), '1.0.0');
    assert.deepEqual((await pagesOf(repository.tags())).flat().sort(), ['1.0.0', '2.0.0']);

    const pages = await pagesOf(registry.repositories({ pageSize: 1, last: 'list' }));
    assert.deepEqual(pages.slice(0, 2), [['list/app'], ['list/other']]);
  });

  it('points a second tag at a manifest, and deletes it with all of them', async () => {
    const repository = openHost(host()).repository('charts/tagged');
    const digest = await pushArtifact(repository, '1.0.0');
    await repository.tag(digest, 'stable');
    assert.equal((await repository.resolve('stable')).digest, digest);

    await repository.deleteManifest(digest);
    await assert.rejects(repository.resolve('1.0.0'), (error) => hasCode(error, 'oci.not-found'));
    assert.deepEqual(await pagesOf(repository.tags()), [[]]);
  });

  it('says what is missing', async () => {
    const registry = openHost(host());
    await assert.rejects(registry.repository('charts/none').manifest('1.0.0'), {
      code: 'oci.not-found',
      facts: {
        host: host(),
        subject: 'charts/none:1.0.0',
        status: 404,
        registryCode: 'MANIFEST_UNKNOWN',
        reason: 'manifest unknown',
      },
    });
    await assert.rejects(pagesOf(registry.repository('charts/none').tags()), {
      code: 'oci.not-found',
    });
  });

  it('refuses a manifest whose content it lacks', async () => {
    const repository = openHost(host()).repository('charts/lacking');
    await assert.rejects(repository.pushManifest(manifestOf(blobOf('never sent')), '1.0.0'), {
      code: 'oci.rejected',
      message: /lacks content that it names/,
    });
    await assert.rejects(repository.resolve('1.0.0'), { code: 'oci.not-found' });
  });
});

describe('a registry that gives relative upload locations', { skip }, () => {
  const host = ownRegistry(() => Promise.resolve({ relativeLocations: true }));

  it('is pushed to all the same', async () => {
    const repository = openHost(host()).repository('charts/app');
    const digest = await pushArtifact(repository, '1.0.0', blobOf(randomBytes(2_000_000)));
    assert.equal((await repository.resolve('1.0.0')).digest, digest);
  });
});

describe('a registry with passwords', { skip }, () => {
  const host = ownRegistry(() => Promise.resolve({ auth: onlyAli }));
  const ali = password('ali', 'open sesame');

  it('lets in who knows the password', async () => {
    const registry = openHost(host(), { credentials: ali });
    await registry.ping();
    const digest = await pushArtifact(registry.repository('charts/app'), '1.0.0');
    assert.equal((await registry.repository('charts/app').resolve('1.0.0')).digest, digest);
  });

  it('asks others to sign in', async () => {
    await assert.rejects(openHost(host()).ping(), {
      code: 'oci.unauthorized',
      remedy: { kind: 'sign-in', host: host() },
      message: /wants a login/,
    });
    const wrong = openHost(host(), { credentials: password('ali', 'open barley') });
    await assert.rejects(wrong.ping(), { code: 'oci.unauthorized', message: /did not accept/ });
  });

  it('asks the source for another login when one is refused', async () => {
    const refused: unknown[] = [];
    const registry = openHost(host(), {
      credentials: {
        get: (name, options) => {
          if (options?.refused) refused.push(options.refused);
          return options?.refused ? ali.get(name) : password('ali', 'expired').get(name);
        },
      },
    });
    await pushArtifact(registry.repository('charts/renewed'), '1.0.0');
    assert.deepEqual(refused, [{ kind: 'basic', username: 'ali', password: 'expired' }]);
  });

  it('never shows the password in the log', async () => {
    const log = createRecordingLog();
    await pushArtifact(
      openHost(host(), { credentials: ali, log }).repository('charts/log'),
      '1.0.0',
    );
    const text = JSON.stringify(log.entries);
    assert.match(text, /"method":"PUT".*"path":"\/v2\/charts\/log\/manifests\/1.0.0","status":201/);
    assert.doesNotMatch(text, /sesame|_state|YWxpOm9wZW4gc2VzYW1l/);
  });
});

describe('a registry with tokens', { skip }, () => {
  let tokens: TokenServer;
  const host = ownRegistry(async (directory) => {
    tokens = await startTokenServer({
      directory,
      rights: {
        '': ['pull'],
        'writer:secret': ['pull', 'push', 'delete', '*'],
        'reader:secret': ['pull'],
      },
      refreshTokens: { 'refresh me': 'writer:secret' },
    });
    return { auth: { kind: 'bearer', ...tokens } };
  });
  after(() => tokens.stop());
  const writer = password('writer', 'secret');

  it('gets one token for a whole push, which allows pushing', async () => {
    const from = tokens.requests.length;
    const registry = openHost(host(), { credentials: writer });
    await pushArtifact(registry.repository('charts/app'), '1.0.0');
    assert.deepEqual(tokens.requests.slice(from), [
      { method: 'GET', scopes: ['repository:charts/app:pull,push'] },
    ]);
  });

  it('lets anybody read, and asks them to sign in for the rest', async () => {
    await pushArtifact(
      openHost(host(), { credentials: writer }).repository('charts/open'),
      '1.0.0',
    );
    const repository = openHost(host()).repository('charts/open');
    await repository.manifest('1.0.0');
    await assert.rejects(pushArtifact(repository, '2.0.0'), {
      code: 'oci.unauthorized',
      remedy: { kind: 'sign-in', host: host() },
    });
  });

  it('denies a reader to write', async () => {
    const registry = openHost(host(), { credentials: password('reader', 'secret') });
    const push = pushArtifact(registry.repository('charts/app'), '2.0.0');
    await assert.rejects(push, { code: 'oci.denied', remedy: undefined });
  });

  it('exchanges a refresh token', async () => {
    const from = tokens.requests.length;
    const credentials = always({ kind: 'identity-token', token: 'refresh me' });
    await pushArtifact(openHost(host(), { credentials }).repository('charts/refresh'), '1.0.0');
    assert.deepEqual(
      tokens.requests.slice(from).map(({ method }) => method),
      ['POST'],
    );
  });

  it('reads without the login when that has gone stale, and says so once', async () => {
    await pushArtifact(
      openHost(host(), { credentials: writer }).repository('charts/stale'),
      '1.0.0',
    );
    const log = createRecordingLog();
    const registry = openHost(host(), { credentials: password('writer', 'old'), log });
    const repository = registry.repository('charts/stale');
    await repository.manifest('1.0.0');
    await pagesOf(repository.tags());
    assert.equal(log.entries.filter(({ level }) => level === 'warn').length, 1);
    await assert.rejects(pushArtifact(repository, '2.0.0'), {
      code: 'oci.unauthorized',
      message: /did not accept the login for charts\/stale: incorrect username or password/,
    });
  });

  it('deletes, mounts and lists repositories with the rights for it', async () => {
    const registry = openHost(host(), { credentials: writer });
    const blob = blobOf('to be mounted');
    const digest = await pushArtifact(registry.repository('charts/from'), '1.0.0', blob);
    assert.equal(
      await registry.repository('charts/to').mount(blob.descriptor, 'charts/from'),
      true,
    );
    await registry.repository('charts/from').deleteManifest(digest);
    assert.ok((await pagesOf(registry.repositories())).flat().includes('charts/from'));
  });

  it('asks for a token once, however many want it', async () => {
    const registry = openHost(host(), { credentials: writer });
    const repository = registry.repository('charts/many');
    const from = tokens.requests.length;
    const blobs = Array.from({ length: 10 }, (_, index) => blobOf(`blob ${index}`));
    await Promise.all(blobs.map(({ descriptor }) => repository.has(descriptor)));
    assert.equal(tokens.requests.length - from, 1);
  });
});
