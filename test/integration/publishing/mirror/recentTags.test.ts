import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { createRecentTags } from '../../../../src/publishing/mirror/recentTags';
import { pushArtifact } from '../../../support/distribution';
import { openRegistry } from '../../../support/openRegistry';
import { registryFor } from '../../../support/registryFixture';

async function setUp(t: TestContext, pageSize?: number) {
  const registry = await registryFor(t, pageSize === undefined ? {} : { pageSize });
  const repository = openRegistry(registry.host).repository('charts/app');
  const time = { now: 0 };
  const recentTags = createRecentTags(() => time.now);
  return {
    repository,
    time,
    mayHave: (tag: string) => recentTags.mayHave(repository, tag, {}),
    listings: () => registry.requests.filter(({ path }) => path.includes('/tags/list')).length,
  };
}

describe('the tags of a moment ago', () => {
  it('are listed once for all who ask, and again a second later', async (t) => {
    const { repository, time, mayHave, listings } = await setUp(t);
    await pushArtifact(repository, '1.0.0');
    assert.deepEqual(await Promise.all([mayHave('1.0.0'), mayHave('1.1.0')]), [true, false]);
    assert.equal(listings(), 1);
    await pushArtifact(repository, '1.1.0');
    time.now = 999;
    assert.equal(await mayHave('1.1.0'), false);
    time.now = 1_000;
    assert.equal(await mayHave('1.1.0'), true);
    assert.equal(listings(), 2);
  });

  it('are none where there is no repository', async (t) => {
    const { mayHave } = await setUp(t);
    assert.equal(await mayHave('1.0.0'), false);
  });

  it('may be any where there are more than one request tells, which is asked once', async (t) => {
    const { repository, time, mayHave, listings } = await setUp(t, 1);
    await pushArtifact(repository, '1.0.0');
    await pushArtifact(repository, '1.1.0');
    assert.equal(await mayHave('1.2.0'), true);
    time.now = 5_000;
    assert.equal(await mayHave('1.3.0'), true);
    assert.equal(listings(), 1);
  });
});
