import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { ChartroomError, hasCode } from '../../../src/base/error';
import type { Page } from '../../../src/base/page';
import { loadChartFolder } from '../../../src/chart/folder';
import { tagOfVersion } from '../../../src/chart/tag';
import type { Digest } from '../../../src/oci/digest';
import { exportChart } from '../../../src/publishing/export';
import { foreseePush } from '../../../src/publishing/foreseePush';
import { helmConfig } from '../../../src/publishing/helmMediaType';
import { lacksRepository } from '../../../src/publishing/missingRepository';
import { pullChart } from '../../../src/publishing/pull';
import { pushChart } from '../../../src/publishing/push';
import { digestOfChart, saveChart } from '../../../src/publishing/save';
import type { Registry, Repository } from '../../../src/registries/registry';
import { simpleChart } from '../charts/exampleCharts';
import type { Desk } from './desk';

/** Of the chart that goes this way. */
const tag = tagOfVersion('1.2.3+build.7');

/**
 * The whole way of a chart on a host that is more than a registry, by whatever the host can do, each
 * step checked. It works against a double as against the real thing. The repository is not there
 * before and not after, also when a step fails. Yields what was proved.
 */
export async function* hostedFlow(
  registry: Registry,
  name: string,
  desk: Desk,
): AsyncGenerator<string> {
  await registry.check();
  yield 'the registry takes the login';
  const repository = registry.repository(name);
  await assertMissing(repository);
  try {
    yield* makeRepository(registry, name);
    yield* publish(registry, repository, desk);
    yield* read(repository, desk);
    yield* protect(repository, desk);
    yield* remove(repository);
  } finally {
    await deleteIfThere(registry, name);
  }
  await assertMissing(repository);
  yield 'nothing is left';
}

/** As it is best used, where a push does not make it: with tags that stay. */
async function* makeRepository(registry: Registry, name: string): AsyncGenerator<string> {
  const { creation } = registry;
  if (!creation || !(await lacksRepository(registry, name))) return;
  assert.equal(await creation.problemWithName(name), undefined);
  const { mutability, tags } = await creation.choices();
  const isImmutable = mutability.includes('immutable');
  await creation.create(name, {
    ...(isImmutable && { mutability: 'immutable' }),
    ...(tags && { tags: { made: 'by-a-test' } }),
  });
  assert.equal(await creation.exists(name), true);
  const listed = (await all(registry.repositories())).find((entry) => entry.name === name);
  assert.equal(listed?.mutability, isImmutable ? 'immutable' : undefined);
  yield isImmutable ? 'an immutable repository is made' : 'a repository is made';
}

async function* publish(
  registry: Registry,
  repository: Repository,
  desk: Desk,
): AsyncGenerator<string> {
  const { reference, digest } = await saveChart(await desk.chart('lobby', simpleChart), desk.saved);
  const push = async (): Promise<string> =>
    (await pushChart(desk.saved, reference, repository, tag)).outcome;
  assert.equal(await push(), 'pushed');
  assert.equal(await push(), 'unchanged');
  yield 'a chart is pushed, and the same again is as good as done';

  const names = await namesOf(registry);
  if (names) assert.ok(names.includes(repository.name));
  const [version, ...others] = await all(repository.versions());
  assert.deepEqual(others, []);
  assert.deepEqual(
    [version?.tag, version?.digest, version?.artifactType],
    [tag, digest, helmConfig],
  );
  assert.ok((version?.size ?? 0) > 0);
  yield 'the version is listed with what it is';
}

async function* read(repository: Repository, { saved, output }: Desk): AsyncGenerator<string> {
  const { digest } = await repository.resolve(tag);
  if (repository.describe) {
    const described = await repository.describe(tag);
    assert.deepEqual([described.digest, described.artifactType], [digest, helmConfig]);
    yield 'the version is described';
  }
  assert.equal((await pullChart(repository, tag, saved)).digest, digest);
  await exportChart(repository, tag, output);
  assert.deepEqual(await readdir(output), ['lobby']);
  yield 'the version is pulled and exported';
}

/** What cannot be replaced, of itself or by a lock, is not. */
async function* protect(repository: Repository, desk: Desk): AsyncGenerator<string> {
  const { immutable, lock } = repository;
  if (!immutable) return;
  await lock?.(tag, { write: false, delete: false });
  const reason = await immutable(tag);
  // A template can make repositories whose tags move.
  if (!lock && reason === undefined) return;
  assert.notEqual(reason, undefined);
  await assertKept(repository, desk);
  yield lock ? 'a locked version is not replaced' : 'an immutable version is not replaced';
  if (!lock) return;
  await lock(tag, { write: true, delete: true });
  assert.equal(await immutable(tag), undefined);
  yield 'the lock is taken off';
}

async function assertKept(repository: Repository, desk: Desk): Promise<void> {
  const changed = await desk.chart('lobby', {
    ...simpleChart,
    'values.yaml': 'changed: true\n',
  });
  const digest = async (): Promise<Digest> => digestOfChart(await loadChartFolder(changed), {});
  await assert.rejects(foreseePush(repository, tag, { digest }), {
    code: 'registry.tag-immutable',
  });
  const { reference } = await saveChart(changed, desk.saved);
  const confirmReplace = (): Promise<boolean> => Promise.resolve(true);
  await assert.rejects(
    pushChart(desk.saved, reference, repository, tag, { confirmReplace }),
    ChartroomError,
  );
}

async function* remove(repository: Repository): AsyncGenerator<string> {
  const { digest } = await repository.resolve(tag);
  const tags = async (): Promise<string[]> =>
    (await all(repository.versions())).map((entry) => entry.tag).sort();
  if (repository.untag) {
    await repository.tag(digest, 'stable');
    assert.deepEqual(await tags(), [tag, 'stable']);
    await repository.untag('stable');
    assert.deepEqual(await tags(), [tag]);
    yield 'a second tag is put on and taken off';
  }
  if (!repository.deleteVersion) return;
  await repository.deleteVersion(digest);
  // Some hosts drop a repository with its last version.
  const left = await tags().catch(nothingIfMissing);
  assert.deepEqual(left, []);
  yield 'the version is deleted';
}

/** Undefined where the login may not list repositories, as a repository token of ACR. */
async function namesOf(registry: Registry): Promise<string[] | undefined> {
  try {
    return (await all(registry.repositories())).map(({ name }) => name);
  } catch (error) {
    if (hasCode(error, 'registry.no-catalog')) return undefined;
    throw error;
  }
}

async function assertMissing(repository: Repository): Promise<void> {
  const tags = all(repository.versions());
  await assert.rejects(tags, { code: 'oci.not-found' }, `${repository.location} is there`);
}

async function deleteIfThere({ deleteRepository }: Registry, name: string): Promise<void> {
  await deleteRepository?.(name).catch(nothingIfMissing);
}

function nothingIfMissing(error: unknown): never[] {
  if (hasCode(error, 'oci.not-found')) return [];
  throw error;
}

async function all<T>(pages: AsyncIterable<Page<T>>): Promise<T[]> {
  const found: T[] = [];
  for await (const { items } of pages) found.push(...items);
  return found;
}
