import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { tagOfVersion } from '../../../../src/chart/tag';
import { copy } from '../../../../src/oci/copy';
import { exportChart } from '../../../../src/publishing/export';
import { helmConfig } from '../../../../src/publishing/helmMediaType';
import { pullChart } from '../../../../src/publishing/pull';
import { pushChart } from '../../../../src/publishing/push';
import { saveChart } from '../../../../src/publishing/save';
import type { Repository, VersionEntry } from '../../../../src/registries/registry';
import { accountOf, connectAcr, everything, setUpAcr } from '../../../support/acr/acrFixture';
import type { AcrFront, AcrFrontOptions } from '../../../support/acr/acrFront';
import { simpleChart } from '../../../support/charts/exampleCharts';
import { without } from '../../../support/peer';
import { problemOf } from '../../../support/problemOf';
import { setUpDesk, type Desk } from '../../../support/publishing/desk';

interface Published {
  readonly front: AcrFront;
  readonly desk: Desk;
  readonly repository: Repository;
  readonly reference: string;
  readonly tag: string;
}

async function saved(t: TestContext, options: Partial<AcrFrontOptions> = {}): Promise<Published> {
  const { front, desk } = await setUpAcr(t, options);
  const source = await desk.chart('lobby', simpleChart);
  const { reference, version } = await saveChart(source, desk.saved);
  const repository = connectAcr(front.host).repository('charts/lobby');
  return { front, desk, repository, reference, tag: tagOfVersion(version) };
}

async function published(
  t: TestContext,
  options: Partial<AcrFrontOptions> = {},
): Promise<Published> {
  const all = await saved(t, options);
  await pushChart(all.desk.saved, all.reference, all.repository, all.tag);
  return all;
}

async function versionsOf(repository: Repository): Promise<readonly VersionEntry[]> {
  const all: VersionEntry[] = [];
  for await (const { items } of repository.versions()) all.push(...items);
  return all;
}

describe('a chart in an Azure Container Registry', { skip: without('dockerRegistry') }, () => {
  it('is pushed with one sign-in and one token for each thing that is done', async (t) => {
    const { front, desk, repository, reference, tag } = await saved(t);
    const { outcome } = await pushChart(desk.saved, reference, repository, tag);
    assert.equal(outcome, 'pushed');
    const name = 'repository:charts/lobby';
    assert.deepEqual(front.tokens.requests, [
      { grant: 'access_token', scopes: [] },
      { grant: 'refresh_token', scopes: [`${name}:pull`] },
      { grant: 'refresh_token', scopes: [`${name}:pull,push`] },
    ]);
    const again = await pushChart(desk.saved, reference, repository, tag);
    assert.equal(again.outcome, 'unchanged');
    assert.equal(front.tokens.requests.length, 3);
  });

  it('is pulled and exported by somebody else', async (t) => {
    const { front, repository, tag } = await published(t);
    const other = await setUpDesk(t);
    const theirs = connectAcr(front.host).repository('charts/lobby');
    const { name, digest } = await pullChart(theirs, tag, other.saved);
    assert.equal(name, 'lobby');
    assert.equal(digest, (await repository.resolve(tag)).digest);
    await exportChart(theirs, tag, other.output);
  });

  it('is promoted to another repository without sending it again', async (t) => {
    const { front, repository, tag } = await published(t);
    const stable = connectAcr(front.host).repository('stable/lobby');
    const { copiedBytes, mountedBlobs } = await copy(repository, tag, stable, tag);
    assert.deepEqual([copiedBytes, mountedBlobs], [0, 2]);
    assert.deepEqual(await stable.resolve(tag), await repository.resolve(tag));
  });

  it('is listed as a chart, with its size, time, tags and lock, without a request by tag', async (t) => {
    const { front, repository, tag } = await published(t);
    const { digest } = await repository.resolve(tag);
    await repository.tag(digest, 'stable');
    front.clearRequests();
    const versions = await versionsOf(repository);
    const asked = front.requests.filter(({ status }) => status === 200);
    assert.deepEqual(asked.map(({ path }) => path.split('?')[0]).sort(), [
      '/acr/v1/charts%2Flobby/_manifests',
      '/acr/v1/charts%2Flobby/_tags',
      '/oauth2/token',
    ]);
    const entry = versions.find((version) => version.tag === tag);
    assert.ok(entry?.size !== undefined && entry.size > 500);
    assert.ok(entry.pushed);
    const { artifactType, otherTags, lock } = entry;
    assert.deepEqual(
      { artifactType, otherTags, lock, digest: entry.digest },
      {
        artifactType: helmConfig,
        otherTags: ['stable'],
        lock: { write: true, delete: true },
        digest,
      },
    );
  });

  it('is described', async (t) => {
    const { repository, tag } = await published(t);
    const description = await repository.describe?.(tag);
    assert.equal(description?.mediaType, 'application/vnd.oci.image.manifest.v1+json');
    assert.equal(description.artifactType, helmConfig);
    const details = new Map(description.details);
    assert.equal(details.get('Tags'), tag);
    assert.equal(details.get('Lock'), 'none');
    const byDigest = await repository.describe?.(String(description.digest));
    assert.equal(byDigest?.tag, tag);
  });

  it('loses one tag and keeps the others, or is deleted with all of them', async (t) => {
    const { repository, tag } = await published(t);
    const { digest } = await repository.resolve(tag);
    await repository.tag(digest, 'stable');
    await repository.untag?.('stable');
    assert.deepEqual(
      (await versionsOf(repository)).map((version) => version.tag),
      [tag],
    );
    await repository.tag(digest, 'stable');
    await repository.deleteVersion?.(digest);
    assert.deepEqual(await versionsOf(repository), []);
    assert.equal((await problemOf(repository.resolve(tag))).code, 'oci.not-found');
  });

  it('goes with its repository', async (t) => {
    const { front, repository } = await published(t);
    const registry = connectAcr(front.host);
    await registry.deleteRepository?.('charts/lobby');
    assert.equal((await problemOf(versionsOf(repository))).code, 'oci.not-found');
    const gone = await problemOf(registry.deleteRepository?.('charts/lobby') ?? Promise.resolve());
    assert.equal(gone.code, 'oci.not-found');
  });

  it('that is locked can be neither replaced nor deleted nor untagged, until it is unlocked', async (t) => {
    const { desk, repository, tag } = await published(t);
    const { digest } = await repository.resolve(tag);
    assert.equal(await repository.immutable?.(tag), undefined);
    await repository.lock?.(tag, { write: false, delete: false });
    assert.equal(await repository.immutable?.(tag), 'it is locked against changes');
    assert.equal(await repository.immutable?.('9.9.9'), undefined);
    assert.deepEqual((await versionsOf(repository))[0]?.lock, { write: false, delete: false });

    const other = await desk.chart('other', { ...simpleChart, 'README.md': 'changed\n' });
    const changed = await saveChart(other, desk.saved);
    const replace = () =>
      pushChart(desk.saved, changed.reference, repository, tag, {
        confirmReplace: () => Promise.resolve(true),
      });
    const foreseen = await problemOf(replace());
    assert.equal(foreseen.code, 'registry.tag-immutable');
    assert.match(foreseen.message, /cannot be replaced: it is locked against changes$/);
    const error = await problemOf(copy(desk.saved, changed.reference, repository, tag));
    assert.equal(error.code, 'acr.locked');
    assert.match(error.message, /^charts\/lobby:1\.2\.3_build\.7 on 127\S+ is locked against this/);
    const deletion = repository.deleteVersion?.(digest) ?? Promise.resolve();
    assert.equal((await problemOf(deletion)).code, 'acr.locked');
    const untagging = repository.untag?.(tag) ?? Promise.resolve();
    assert.equal((await problemOf(untagging)).code, 'acr.locked');

    await repository.lock?.(tag, { write: true, delete: true });
    assert.equal((await replace()).outcome, 'pushed');
  });

  it('cannot be replaced where the whole repository is locked, and is told so before', async (t) => {
    const { front, repository, tag } = await published(t);
    const state = front.content.repositories.get('charts/lobby');
    assert.ok(state);
    state.attributes.writeEnabled = false;
    const reason = 'its repository is locked against changes';
    assert.equal(await repository.immutable?.(tag), reason);
    assert.equal(await repository.immutable?.('9.9.9'), reason);
  });

  it('that was deleted softly is said to be restorable, and is not taken again', async (t) => {
    const accounts = { ann: everything, reader: { repositories: { '*': ['pull'] } } };
    const { front, desk, repository, reference, tag } = await published(t, { accounts });
    const { digest } = await repository.resolve(tag);
    front.switches.softDelete = true;
    await repository.deleteVersion?.(digest);
    for (const version of [tag, digest]) {
      const error = await problemOf(pullChart(repository, version, desk.saved));
      assert.equal(error.code, 'oci.not-found');
      assert.match(error.message, /was deleted from \S+ and can still be restored$/);
      assert.equal(error.remedy?.kind, 'show-text');
      const named =
        version === tag ? `charts/lobby:${tag}` : `"charts/lobby:<tag>" --digest ${digest}`;
      const command = `az acr manifest restore --registry 127 --name ${named}`;
      assert.equal(error.remedy.text, command);
    }
    const reader = connectAcr(front.host, {
      login: { kind: 'microsoft', tokens: accountOf('reader') },
    }).repository('charts/lobby');
    for (const isAsked of [true, false]) {
      front.clearRequests();
      const error = await problemOf(pullChart(reader, tag, desk.saved));
      assert.match(error.message, /was not found/);
      const asked = front.requests.filter(({ path }) => path.startsWith('/acr/v1/_deleted/'));
      assert.equal(asked.length > 0, isAsked);
    }
    const never = await problemOf(pullChart(repository, '9.9.9', desk.saved));
    assert.doesNotMatch(never.message, /restored/);
    const again = await problemOf(pushChart(desk.saved, reference, repository, tag));
    assert.equal(again.code, 'acr.soft-deleted');
  });
});

describe(
  'a push to an Azure Container Registry that is refused',
  { skip: without('dockerRegistry') },
  () => {
    it('by its firewall says which address it sees', async (t) => {
      const { front, desk, repository, reference, tag } = await saved(t);
      front.switches.firewall = '203.0.113.7';
      const error = await problemOf(pushChart(desk.saved, reference, repository, tag));
      assert.equal(error.code, 'acr.firewall');
      assert.equal(error.facts['address'], '203.0.113.7');
      assert.match(error.message, /does not let this machine in, which it sees as 203\.0\.113\.7$/);
      assert.equal(error.remedy?.kind, 'show-text');
      assert.match(error.remedy.text, /network-rule add --name 127 --ip-address 203\.0\.113\.7$/);
    });

    it('by its quota leaves no tag and says so', async (t) => {
      const { front, desk, repository, reference, tag } = await saved(t);
      front.switches.full = true;
      const error = await problemOf(pushChart(desk.saved, reference, repository, tag));
      assert.equal(error.code, 'acr.quota');
      assert.match(error.message, /has no room left for/);
      assert.equal((await problemOf(repository.resolve(tag))).code, 'oci.not-found');
    });

    it('for want of a role names the role and how to give it', async (t) => {
      const rights = { repositories: { '*': ['pull', 'metadata_read'] } };
      const { desk, repository, reference, tag } = await saved(t, { accounts: { ann: rights } });
      const error = await problemOf(pushChart(desk.saved, reference, repository, tag));
      assert.equal(error.code, 'acr.permission-missing');
      assert.match(error.message, /may not push charts\/lobby on \S+; the role AcrPush/);
      assert.equal(error.remedy?.kind, 'show-text');
      assert.match(error.remedy.text, /az role assignment create --assignee .* --role "AcrPush"/);
    });

    it('in the middle, because token and sign-in have run out, goes on with new ones', async (t) => {
      let now = Date.now();
      const clock = (): number => now;
      const { front, desk, reference, tag } = await saved(t, { clock });
      const login = { kind: 'microsoft', tokens: accountOf('ann', { clock }) } as const;
      const repository = connectAcr(front.host, { clock, login }).repository('charts/lobby');
      const exchanges = (): number =>
        front.tokens.requests.filter(({ grant }) => grant === 'access_token').length;
      let before = 0;
      const { outcome } = await pushChart(desk.saved, reference, repository, tag, {
        onProgress: ({ doneBytes }) => {
          if (doneBytes === 0 || before > 0) return;
          before = exchanges();
          now += 24 * 3_600_000;
        },
      });
      assert.equal(outcome, 'pushed');
      assert.equal(before, 1);
      // Blobs go side by side: a sign-in that was on its way then has run out when it arrives.
      assert.ok(exchanges() > before);
    });
  },
);
