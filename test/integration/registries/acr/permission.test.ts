import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectAcr, listOnly } from '../../../support/acr/acrFixture';
import { namesOf, tagsOf } from '../../../support/listed';
import { problemOf } from '../../../support/problemOf';

describe('a right that is missing in an Azure Container Registry', () => {
  const reader = { repositories: { 'charts/app': ['pull', 'metadata_read'] } };
  const resource = { id: '/subscriptions/s/registries/contoso', name: 'contoso' };

  it('is named by the role of registries that have roles as a whole', async (t) => {
    const front = await listOnly(t, { accounts: { ann: reader } });
    front.content.seed('charts/app', '1.0.0', Date.now());
    const registry = connectAcr(front.host, { resource: { ...resource, roleMode: 'registry' } });
    const repository = registry.repository('charts/app');
    const untagging = repository.untag?.('1.0.0') ?? Promise.resolve();
    const error = await problemOf(untagging);
    assert.equal(error.code, 'acr.permission-missing');
    assert.match(error.message, /may not delete charts\/app on \S+; the role AcrDelete allows it$/);
    assert.equal(error.remedy?.kind, 'show-text');
    assert.equal(
      error.remedy.text,
      `az role assignment create --assignee <user or application> --role "AcrDelete" --scope "${resource.id}"`,
    );
  });

  it('is named by the role of registries with ABAC permissions, for each repository apart', async (t) => {
    const front = await listOnly(t, { accounts: { ann: reader } });
    for (const name of ['charts/app', 'charts/secret'])
      front.content.seed(name, '1.0.0', Date.now());
    const registry = connectAcr(front.host, { resource: { ...resource, roleMode: 'abac' } });
    assert.deepEqual(await tagsOf(registry, 'charts/app'), ['1.0.0']);
    const unread = await problemOf(tagsOf(registry, 'charts/secret'));
    assert.equal(unread.facts['role'], 'Container Registry Repository Reader');
    const lock = { write: false, delete: false };
    const locking = registry.repository('charts/app').lock?.('1.0.0', lock) ?? Promise.resolve();
    const unlocked = await problemOf(locking);
    assert.equal(unlocked.facts['role'], 'Container Registry Repository Writer');
  });

  it('to list repositories leaves those named by hand', async (t) => {
    const front = await listOnly(t, { accounts: { ann: reader } });
    const options = { resource: { ...resource, roleMode: 'abac' } } as const;
    const error = await problemOf(namesOf(connectAcr(front.host, options)));
    assert.equal(error.code, 'registry.no-catalog');
    assert.match(error.message, /the role Container Registry Repository Catalog Lister allows it$/);
    const named = connectAcr(front.host, { ...options, repositories: ['charts/app'] });
    assert.deepEqual(await namesOf(named), ['charts/app']);
  });

  it('to read metadata does not keep anybody from pushing', async (t) => {
    const pusher = { repositories: { '*': ['pull', 'push'] } };
    const front = await listOnly(t, { accounts: { ann: pusher } });
    front.content.seed('charts/app', '1.0.0', Date.now());
    const repository = connectAcr(front.host).repository('charts/app');
    assert.equal(await repository.immutable?.('1.0.0'), undefined);
  });
});
