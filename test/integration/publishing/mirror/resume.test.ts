import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { planMirror } from '../../../../src/publishing/mirror/planMirror';
import { runMirror } from '../../../../src/publishing/mirror/runMirror';
import { publishCharts } from '../../../support/dependencies/publishCharts';
import { namesOf, tagsOf } from '../../../support/listed';
import { mirrorOf } from '../../../support/mirror/mirrorOf';
import { mirrorPlaces } from '../../../support/mirror/mirrorPlaces';
import { runWhole } from '../../../support/mirror/runWhole';
import { ended } from '../../../support/oci/startProcess';
import { openRegistry } from '../../../support/openRegistry';
import { startRegistry, type TestRegistry } from '../../../support/registry/testRegistry';
import { startChartRepository } from '../../../support/servers/chartRepository';
import { temporaryFolder } from '../../../support/temporaryFolder';

const versions = Array.from({ length: 20 }, (_, at) => ['lobby', `1.0.${at}`] as const);

/** Every tag with the digest it names. */
async function contentOf(host: string): Promise<Record<string, string>> {
  const registry = openRegistry(host);
  const content: Record<string, string> = {};
  for (const name of await namesOf(registry)) {
    for (const tag of await tagsOf(registry, name)) {
      content[`${name}:${tag}`] = (await registry.repository(name).resolve(tag)).digest;
    }
  }
  return content;
}

function written({ requests }: TestRegistry, path: RegExp): readonly string[] {
  return requests.flatMap(({ method, status, path: asked }) => {
    const [, what] = path.exec(decodeURIComponent(asked)) ?? [];
    return method === 'PUT' && status === 201 && what !== undefined ? [what] : [];
  });
}

const blobs = /\/uploads\/.*digest=(sha256:\w+)/;
const manifests = /\/manifests\/(.*)/;

async function setUp(t: TestContext) {
  const folder = await temporaryFolder(t);
  const published = await publishCharts(join(folder, 'published'), versions);
  const server = await startChartRepository({ folder: published });
  t.after(() => server.stop());
  const [registry, undisturbed] = await Promise.all(
    ['registry', 'undisturbed'].map((name) => startRegistry({ directory: join(folder, name) })),
  );
  assert.ok(registry && undisturbed);
  t.after(() => Promise.all([registry.stop(), undisturbed.stop()]));
  return { server, registry, undisturbed };
}

describe('a mirror that was killed', () => {
  it('does nothing twice when it is run again, and ends the same', async (t) => {
    const { server, registry, undisturbed } = await setUp(t);
    const script = require.resolve('../../../support/mirror/mirrorProcess');
    let release = (): void => undefined;
    const until = new Promise<void>((resolve) => (release = resolve));
    // What came before the kill is answered when all is over: a server may do what it has been told.
    t.after(() => {
      release();
    });
    const reached = new Promise<void>((resolve) => {
      registry.faults.add({
        when: ({ method, pathname }) => {
          const isIt = method === 'PUT' && pathname.endsWith('/manifests/1.0.9');
          if (isIt) resolve();
          return isIt;
        },
        times: 1,
        then: { kind: 'delay', until },
      });
    });
    const child = spawn(process.execPath, [script, server.url, `oci://${registry.host}/mirror/`]);
    t.after(() => child.kill('SIGKILL'));
    await reached;
    child.kill('SIGKILL');
    await ended(child);
    const before = await contentOf(registry.host);
    assert.ok(Object.keys(before).length > 0 && Object.keys(before).length < versions.length);
    const downloads = server.requests.length;

    const mirror = mirrorOf(server.url, `oci://${registry.host}/mirror/`);
    const told = await runWhole(mirror, mirrorPlaces());
    assert.ok(told.versions.every(([, , outcome]) => ['copied', 'same'].includes(outcome)));
    const sentBlobs = written(registry, blobs);
    assert.deepEqual(
      [...new Set(sentBlobs)].sort(),
      [...sentBlobs].sort(),
      'no blob is sent twice',
    );
    const sentManifests = written(registry, manifests);
    assert.deepEqual([...new Set(sentManifests)].sort(), [...sentManifests].sort());
    const asked = server.requests.slice(downloads).map(({ path }) => path);
    for (const reference of Object.keys(before)) {
      const [, tag = ''] = reference.split(':');
      assert.ok(!asked.includes(`/lobby-${tag}.tgz`), `${tag} is not downloaded again`);
    }

    await runWhole(mirrorOf(server.url, `oci://${undisturbed.host}/mirror/`), mirrorPlaces());
    assert.deepEqual(await contentOf(registry.host), await contentOf(undisturbed.host));
  });
});

describe('a mirror that is cancelled', () => {
  it('tells what is done and what is not, and leaves no tag of what was under way', async (t) => {
    const { server, registry } = await setUp(t);
    const mirror = mirrorOf(server.url, `oci://${registry.host}/mirror/`);
    const places = mirrorPlaces();
    const plan = await planMirror(mirror, places);
    const controller = new AbortController();
    const results = await runMirror(plan.versions, mirror, places, {
      temporaryFolder: tmpdir(),
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 5) controller.abort();
      },
    });
    const done = results.filter(({ outcome }) => outcome === 'copied');
    assert.ok(done.length >= 5 && done.length < versions.length);
    assert.ok(results.every(({ outcome }) => ['copied', 'cancelled'].includes(outcome)));
    const there = Object.keys(await contentOf(registry.host));
    assert.ok(done.every(({ version }) => there.includes(`mirror/lobby:${version.tag}`)));
    const told = await runWhole(mirror, mirrorPlaces());
    assert.ok(told.versions.every(([, , outcome]) => ['copied', 'same'].includes(outcome)));
  });
});
