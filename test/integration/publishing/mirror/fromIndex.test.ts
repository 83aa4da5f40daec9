import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { MirrorPlan } from '../../../../src/publishing/mirror/plan';
import { planMirror } from '../../../../src/publishing/mirror/planMirror';
import { runMirror } from '../../../../src/publishing/mirror/runMirror';
import { minimalArchive } from '../../../support/charts/exampleCharts';
import { signedChart } from '../../../support/charts/signedChart';
import { inMemory } from '../../../support/dependencies/openSources';
import { publishCharts } from '../../../support/dependencies/publishCharts';
import { mirrorOf } from '../../../support/mirror/mirrorOf';
import { mirrorPlaces } from '../../../support/mirror/mirrorPlaces';
import { codeOf, runWhole } from '../../../support/mirror/runWhole';
import { tagsOf } from '../../../support/listed';
import { openRegistry } from '../../../support/openRegistry';
import { startRegistry, type TestRegistryOptions } from '../../../support/registry/testRegistry';
import {
  startChartRepository,
  type ChartRepositoryServerOptions,
} from '../../../support/servers/chartRepository';
import { temporaryFolder } from '../../../support/temporaryFolder';

interface Options {
  readonly server?: Partial<ChartRepositoryServerOptions>;
  readonly registry?: Partial<TestRegistryOptions>;
}

const charts = [
  ['lobby', '1.0.0'],
  ['lobby', '1.1.0'],
  ['lobby', '2.0.0-rc.1'],
  ['kitchen', '7.1.0+build.5'],
] as const;

async function setUp(t: TestContext, options: Options = {}) {
  const folder = await temporaryFolder(t);
  const published = await publishCharts(join(folder, 'published'), charts);
  const server = await startChartRepository({ folder: published, ...options.server });
  t.after(() => server.stop());
  const registry = await startRegistry({
    directory: join(folder, 'registry'),
    ...options.registry,
  });
  t.after(() => registry.stop());
  const target = `oci://${registry.host}/mirror/`;
  return { published, server, registry, target };
}

/** Changes the index, which is JSON here. */
async function editIndex(
  published: string,
  edit: (entries: Record<string, { version: string; digest?: string; urls: string[] }[]>) => void,
): Promise<void> {
  const file = join(published, 'index.yaml');
  const index = JSON.parse(await readFile(file, 'utf8')) as { entries: Parameters<typeof edit>[0] };
  edit(index.entries);
  await writeFile(file, JSON.stringify(index));
}

describe('a mirror of a chart repository', () => {
  it('asks for a version that is new only when it is copied', async (t) => {
    const { server, registry, target } = await setUp(t);
    const told = await runWhole(mirrorOf(server.url, target), mirrorPlaces());
    assert.deepEqual(told, {
      versions: [
        ['mirror/kitchen:7.1.0_build.5', 'new', 'copied'],
        ['mirror/lobby:1.1.0', 'new', 'copied'],
        ['mirror/lobby:1.0.0', 'new', 'copied'],
      ],
      problems: [],
    });
    registry.clearRequests();
    const again = await runWhole(mirrorOf(server.url, target), mirrorPlaces());
    assert.deepEqual(
      again.versions.map(([, ...what]) => what),
      [
        ['same', 'same'],
        ['same', 'same'],
        ['same', 'same'],
      ],
    );
    assert.deepEqual(
      registry.requests.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`).sort(),
      [
        'GET /v2/mirror/kitchen/manifests/7.1.0_build.5',
        'GET /v2/mirror/kitchen/tags/list',
        'GET /v2/mirror/lobby/manifests/1.0.0',
        'GET /v2/mirror/lobby/manifests/1.1.0',
        'GET /v2/mirror/lobby/tags/list',
      ],
    );
  });

  it('takes the newest, pre-releases among them where they are asked for', async (t) => {
    const { server, registry, target } = await setUp(t);
    const charts = [{ name: 'lobby', versions: { newest: 2, prereleases: true } }];
    await runWhole(mirrorOf(server.url, target, { charts }), mirrorPlaces());
    const tags = await tagsOf(openRegistry(registry.host), 'mirror/lobby');
    assert.deepEqual(tags.sort(), ['1.1.0', '2.0.0-rc.1']);
  });

  it('signs in, keeps the index, and shows the login to no other host', async (t) => {
    const login = { username: 'ann', password: 'front-desk' };
    const { published, server, target } = await setUp(t, { server: { login } });
    const elsewhere = await startChartRepository({ folder: published });
    t.after(() => elsewhere.stop());
    await editIndex(published, ({ kitchen }) => {
      if (kitchen?.[0]) kitchen[0].urls = [`${elsewhere.url}/kitchen-7.1.0%2Bbuild.5.tgz`];
    });
    const client = { login: () => Promise.resolve(login), cache: inMemory() };
    const places = mirrorPlaces({ client });
    const told = await runWhole(mirrorOf(server.url, target), places);
    assert.deepEqual(told.problems, []);
    assert.ok(told.versions.every(([, , outcome]) => outcome === 'copied'));
    assert.ok(elsewhere.requests.every(({ authorization }) => authorization === undefined));
    await runWhole(mirrorOf(server.url, target), places);
    const indexes = server.requests.filter(({ path }) => path === '/index.yaml');
    assert.deepEqual(
      indexes.map(({ status }) => status),
      [200, 304],
    );
  });

  it('says what wants a login', async (t) => {
    const login = { username: 'ann', password: 'front-desk' };
    const { server, target } = await setUp(t, { server: { login } });
    const told = await runWhole(mirrorOf(server.url, target), mirrorPlaces());
    assert.deepEqual(told, { versions: [], problems: ['repository.unauthorized'] });
  });

  it('leaves out an archive that is not what the index says, and goes on with the others', async (t) => {
    const { published, server, registry, target } = await setUp(t);
    await writeFile(join(published, 'lobby-1.0.0.tgz'), minimalArchive('lobby', '6.6.6'));
    await writeFile(join(published, 'lobby-1.1.0.tgz'), minimalArchive('cellar', '1.1.0'));
    await editIndex(published, ({ lobby }) => {
      for (const entry of lobby ?? []) if (entry.version === '1.1.0') delete entry.digest;
    });
    const told = await runWhole(mirrorOf(server.url, target), mirrorPlaces());
    assert.deepEqual(told.versions, [
      ['mirror/kitchen:7.1.0_build.5', 'new', 'copied'],
      ['mirror/lobby:1.1.0', 'new', 'mirror.wrong-chart'],
      ['mirror/lobby:1.0.0', 'new', 'repository.digest-mismatch'],
    ]);
    const writes = registry.requests.filter(
      ({ method, path }) => method !== 'GET' && method !== 'HEAD' && path.includes('/lobby/'),
    );
    assert.deepEqual(writes, []);
  });

  it('reads an archive of which the index has no digest to compare it', async (t) => {
    const { published, server, target } = await setUp(t);
    await editIndex(published, (entries) => {
      for (const entry of Object.values(entries).flat()) delete entry.digest;
    });
    const mirror = mirrorOf(server.url, target, { charts: [{ name: 'kitchen' }] });
    assert.equal((await runWhole(mirror, mirrorPlaces())).versions[0]?.[2], 'copied');
    assert.equal((await runWhole(mirror, mirrorPlaces())).versions[0]?.[1], 'same');
  });

  for (const [onConflict, outcome] of [
    ['fail', 'mirror.conflict'],
    ['skip', 'skipped'],
    ['replace', 'replaced'],
  ] as const) {
    it(`meets other content under a tag as it is told: ${onConflict}`, async (t) => {
      const { published, server, registry, target } = await setUp(t);
      const mirror = mirrorOf(server.url, target, { onConflict, charts: [{ name: 'kitchen' }] });
      await runWhole(mirror, mirrorPlaces());
      const repository = openRegistry(registry.host).repository('mirror/kitchen');
      const before = await repository.resolve('7.1.0_build.5');
      await editIndex(published, ({ kitchen }) => {
        for (const entry of kitchen ?? []) delete entry.digest;
      });
      const other = minimalArchive('kitchen', '7.1.0+build.5 # again');
      await writeFile(join(published, 'kitchen-7.1.0+build.5.tgz'), other);
      const told = await runWhole(mirror, mirrorPlaces());
      assert.deepEqual(told.versions, [['mirror/kitchen:7.1.0_build.5', 'differs', outcome]]);
      const after = await repository.resolve('7.1.0_build.5');
      assert.equal(after.digest !== before.digest, onConflict === 'replace');
    });
  }

  it('replaces a version that was chosen from the plan, as long as the tag names what the plan has shown', async (t) => {
    const { published, server, registry, target } = await setUp(t);
    const mirror = mirrorOf(server.url, target, { charts: [{ name: 'kitchen' }] });
    const places = mirrorPlaces();
    await runWhole(mirror, places);
    await editIndex(published, ({ kitchen }) => {
      for (const entry of kitchen ?? []) delete entry.digest;
    });
    const upstream = (note: string): Promise<void> =>
      writeFile(
        join(published, 'kitchen-7.1.0+build.5.tgz'),
        minimalArchive('kitchen', `7.1.0+build.5 # ${note}`),
      );
    const run = async ({ versions }: MirrorPlan) => {
      const chosen = { temporaryFolder: tmpdir(), chosen: true };
      const [result] = await runMirror(versions, mirror, places, chosen);
      return result?.outcome === 'failed' ? codeOf(result.error) : result?.outcome;
    };
    const repository = openRegistry(registry.host).repository('mirror/kitchen');
    const digest = async () => (await repository.resolve('7.1.0_build.5')).digest;

    await upstream('second');
    const plan = await planMirror(mirror, places);
    assert.equal(await run(plan), 'replaced');
    const second = await digest();

    await upstream('third');
    // What this plan has shown is gone, by its own run.
    assert.equal(await run(plan), 'mirror.conflict');
    assert.equal(await digest(), second);
    assert.equal(await run(await planMirror(mirror, places)), 'replaced');
    assert.notEqual(await digest(), second);
  });

  it('does not replace what somebody has published since the plan', async (t) => {
    const { server, registry, target } = await setUp(t);
    const lobby = mirrorOf(server.url, target, { charts: [{ name: 'lobby' }] });
    const places = mirrorPlaces();
    let isPlanned = false;
    const meddling = {
      ...places,
      registry: (host: string) => {
        const client = places.registry(host);
        const repository = client.repository('mirror/lobby');
        const versions = () =>
          (async function* () {
            yield await Promise.resolve({ items: [], more: false });
            isPlanned = true;
          })();
        return {
          ...client,
          repository: () => ({ ...repository, ...(!isPlanned && { versions }) }),
        };
      },
    };
    await runWhole(mirrorOf(server.url, target, { charts: [{ name: 'kitchen' }] }), places);
    const kitchen = openRegistry(registry.host).repository('mirror/kitchen');
    const found = await kitchen.manifest('7.1.0_build.5');
    const other = openRegistry(registry.host).repository('mirror/lobby');
    for (const digest of JSON.stringify(JSON.parse(Buffer.from(found.bytes).toString())).match(
      /sha256:\w{64}/g,
    ) ?? []) {
      assert.ok(
        await other.mount({ mediaType: '', digest: digest as never, size: 0 }, 'mirror/kitchen'),
      );
    }
    await other.pushManifest(found, '1.1.0');
    const told = await runWhole(lobby, meddling);
    assert.deepEqual(told.versions, [
      ['mirror/lobby:1.1.0', 'new', 'mirror.conflict'],
      ['mirror/lobby:1.0.0', 'new', 'copied'],
    ]);
  });

  it('tells what is named and not there, and what two sources want to be', async (t) => {
    const { server, target } = await setUp(t);
    const named = [
      { name: 'attic' },
      { name: 'lobby', versions: { listed: ['1.0.0', '9.9.9'], prereleases: false } },
      { name: 'kitchen', versions: { constraint: '>=99', prereleases: false } },
      { name: 'nothing-*' },
    ];
    const mirror = mirrorOf(server.url, target, { charts: named });
    const twice = {
      ...mirror,
      sources: [...mirror.sources, ...mirrorOf(`${server.url}/`, target).sources],
    };
    const told = await runWhole(twice, mirrorPlaces());
    assert.deepEqual(told.problems, [
      'mirror.chart-missing',
      'mirror.nothing-chosen',
      'mirror.version-missing',
      'mirror.collision',
    ]);
  });

  it('takes the provenance that is one along, and no page in its place', async (t) => {
    const { published, server, registry, target } = await setUp(t, {
      server: {
        before: ({ url = '' }, response) => {
          if (!url.endsWith('lobby-1.1.0.tgz.prov')) return false;
          response.writeHead(200, { 'content-type': 'text/html' }).end('<html>not here</html>');
          return true;
        },
      },
    });
    await writeFile(join(published, 'lobby-1.0.0.tgz.prov'), signedChart.provenance);
    const mirror = mirrorOf(server.url, target, { charts: [{ name: 'lobby' }] });
    await runWhole(mirror, mirrorPlaces());
    const repository = openRegistry(registry.host).repository('mirror/lobby');
    const layers = async (tag: string): Promise<number> => {
      const { bytes } = await repository.manifest(tag);
      return (JSON.parse(Buffer.from(bytes).toString()) as { layers: unknown[] }).layers.length;
    };
    assert.deepEqual([await layers('1.0.0'), await layers('1.1.0')], [2, 1]);
  });

  it('tells of every version that the target does not let in', async (t) => {
    const { server, registry, target } = await setUp(t);
    registry.faults.add({
      when: { method: 'POST' },
      then: { kind: 'status', status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } },
    });
    const told = await runWhole(mirrorOf(server.url, target), mirrorPlaces());
    assert.deepEqual(
      told.versions.map(([, , outcome]) => outcome),
      ['oci.unauthorized', 'oci.unauthorized', 'oci.unauthorized'],
    );
  });
});
