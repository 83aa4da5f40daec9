import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import type { Registry } from '../../../src/registries/registry';
import { password } from '../../support/distribution';
import { openRegistry } from '../../support/openRegistry';
import { pushPlain } from '../../support/plainPush';
import { createRecordingLog } from '../../support/recordingLog';
import { inRegistry } from '../../support/registryFixture';
import type { FaultRule } from '../../support/registry/faults/faults';
import { problemOf } from '../../support/problemOf';

const users = { ann: 'secret' };

void describe('a generic registry', () => {
  void it('says who it is', () => {
    const registry = openRegistry('charts.example:5000', { id: 'work', label: 'At work' });
    const { id, kind, host, label, metersReads } = registry;
    assert.deepEqual(
      { id, kind, host, label, metersReads },
      {
        id: 'work',
        kind: 'generic',
        host: 'charts.example:5000',
        label: 'At work',
        metersReads: false,
      },
    );
    assert.equal(openRegistry('docker.io').metersReads, true);
  });

  void it('checks that the host is a registry and takes the login', async () => {
    await inRegistry(
      async ({ host }) => {
        await openRegistry(host, { credentials: password('ann', 'secret') }).check();
        const wrong = openRegistry(host, { credentials: password('ann', 'guessed') });
        assert.equal(await codeOf(wrong.check()), 'oci.unauthorized');
      },
      { auth: { kind: 'bearer', users } },
    );
  });

  void it('takes no answer that everybody gets for one to a login that is tried', async () => {
    await inRegistry(
      async ({ host }) => {
        const wrong = password('ann', 'guessed');
        await openRegistry(host, { credentials: wrong }).check();
        const tried = openRegistry(host, { credentials: { ...wrong, onTrial: true } });
        assert.equal(await codeOf(tried.check()), 'oci.unauthorized');
      },
      { auth: { kind: 'bearer', users, anonymousPull: true } },
    );
  });

  void it('lists repositories with one request a page, each when it is wanted', async () => {
    await inRegistry(async ({ url, host, requests, clearRequests }) => {
      for (const name of ['a', 'b', 'c']) await pushPlain(url, name, '1');
      clearRequests();
      const seen: unknown[] = [];
      for await (const { items, more } of openRegistry(host).repositories({ pageSize: 2 })) {
        seen.push({ names: items.map(({ name }) => name), more, requests: requests.length });
      }
      assert.deepEqual(seen, [
        { names: ['a', 'b'], more: true, requests: 1 },
        { names: ['c'], more: false, requests: 2 },
      ]);
    });
  });

  void it('shows those named by hand first, and each once', async () => {
    await inRegistry(async ({ url, host }) => {
      for (const name of ['a', 'b']) await pushPlain(url, name, '1');
      const registry = openRegistry(host, { repositories: ['b', 'not/there', 'b'] });
      assert.deepEqual(await repositoriesOf(registry), [['b', 'not/there', 'a']]);
    });
  });

  void it('shows only what is in the namespaces, besides those named by hand', async () => {
    await inRegistry(async ({ url, host }) => {
      const names = ['team', 'team/app', 'team/sub/app', 'teams', 'other'];
      for (const name of names) await pushPlain(url, name, '1');
      const registry = openRegistry(host, { namespaces: ['team/'], repositories: ['other'] });
      assert.deepEqual(await repositoriesOf(registry), [
        ['other', 'team', 'team/app', 'team/sub/app'],
      ]);
    });
  });

  const refusals: Readonly<Record<string, FaultRule['then']>> = {
    '401 to everybody': status(401, 'UNAUTHORIZED'),
    '403': status(403, 'DENIED'),
    '404': status(404, 'NAME_UNKNOWN'),
    '405': status(405, 'UNSUPPORTED'),
    'UNSUPPORTED with another status': status(400, 'UNSUPPORTED'),
  };
  for (const [what, then] of Object.entries(refusals)) {
    void it(`says what to do when the host lists no repositories: ${what}`, async () => {
      await inRegistry(async ({ host, faults }) => {
        faults.add({ when: { path: /_catalog/ }, then });
        const error = await problemOf(repositoriesOf(openRegistry(host)));
        assert.equal(error.code, 'registry.no-catalog');
        assert.deepEqual(error.remedy, { kind: 'open-setting', setting: 'chartroom.registries' });
        assert.match(error.message, /does not list its repositories.*by hand/);
        assert.ok(error.cause instanceof ChartroomError);
      });
    });
  }

  void it('shows those named by hand when the host lists no repositories', async () => {
    await inRegistry(
      async ({ host }) => {
        const log = createRecordingLog();
        const registry = openRegistry(host, { repositories: ['team/app'], log });
        assert.deepEqual(await repositoriesOf(registry), [['team/app']]);
        assert.ok(
          log.entries.some(({ level, fields }) => level === 'info' && fields['host'] === host),
        );
      },
      { catalog: false },
    );
  });

  void it('wants a login, not names, where the login is what is missing', async () => {
    await inRegistry(
      async ({ host }) => {
        const registry = openRegistry(host, { repositories: ['team/app'] });
        const error = await problemOf(repositoriesOf(registry));
        assert.equal(error.code, 'oci.unauthorized');
        assert.deepEqual(error.remedy, { kind: 'sign-in', host });
      },
      { auth: { kind: 'basic', users } },
    );
  });

  void it('does not take a failure of the host, or of a later page, for a missing catalog', async () => {
    await inRegistry(
      async ({ url, host, faults }) => {
        for (const name of ['a', 'b']) await pushPlain(url, name, '1');
        const registry = openRegistry(host, { repositories: ['team/app'] });
        faults.add({ when: { path: /_catalog\?.*last=/ }, then: status(404, 'NAME_UNKNOWN') });
        assert.equal(await codeOf(repositoriesOf(registry)), 'oci.not-found');
        faults.clear();
        faults.add({ when: { path: /_catalog/ }, then: status(500, 'UNKNOWN') });
        assert.equal(await codeOf(repositoriesOf(registry)), 'oci.server-error');
      },
      { pageSize: 1 },
    );
  });

  void it('lists the tags of a repository page by page', async () => {
    await inRegistry(async ({ url, host }) => {
      for (const tag of ['1.0.0', '1.1.0', 'latest']) await pushPlain(url, 'team/app', tag);
      const repository = openRegistry(host).repository('team/app');
      assert.equal(repository.name, 'team/app');
      assert.equal(repository.location, `${host}/team/app`);
      const pages: (readonly string[])[] = [];
      for await (const { items } of repository.versions({ pageSize: 2 })) {
        pages.push(items.map(({ tag }) => tag));
      }
      assert.deepEqual(pages, [['1.0.0', '1.1.0'], ['latest']]);
      const missing = openRegistry(host).repository('team/none').versions();
      assert.equal(await codeOf(firstOf(missing)), 'oci.not-found');
    });
  });

  void it('stops asking when cancelled', async () => {
    await inRegistry(async ({ host, requests }) => {
      const signal = AbortSignal.abort();
      await assert.rejects(firstOf(openRegistry(host).repositories({ signal })), {
        name: 'AbortError',
      });
      assert.equal(requests.length, 0);
    });
  });
});

function status(code: number, name: string): FaultRule['then'] {
  const body = { errors: [{ code: name, message: 'told to' }] };
  return { kind: 'status', status: code, body };
}

async function repositoriesOf(registry: Registry): Promise<string[][]> {
  const pages: string[][] = [];
  for await (const { items } of registry.repositories()) pages.push(items.map(({ name }) => name));
  return pages;
}

async function firstOf<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return (await problemOf(work)).code;
}
