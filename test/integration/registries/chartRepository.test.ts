import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { silentLog } from '../../../src/base/log';
import {
  createChartRepository,
  type ChartRepository,
  type ChartRepositoryOptions,
} from '../../../src/registries/chartRepository/chartRepository';
import { createIndexCache } from '../../../src/registries/chartRepository/indexCache';
import { joined } from '../../support/charts/bytes';
import { inMemory } from '../../support/dependencies/openSources';
import { publishCharts } from '../../support/dependencies/publishCharts';
import { problemOf } from '../../support/problemOf';
import { makeCertificate } from '../../support/servers/certificate';
import { serveCharts, startChartRepository } from '../../support/servers/chartRepository';
import { temporaryFolder } from '../../support/temporaryFolder';

const ann = { username: 'ann', password: 'secret' };
const header = `Basic ${Buffer.from('ann:secret').toString('base64')}`;

function open(url: string, options: Partial<ChartRepositoryOptions> = {}): ChartRepository {
  return createChartRepository({
    url,
    access: {},
    login: () => Promise.resolve(undefined),
    cache: inMemory(),
    fetch,
    log: silentLog,
    userAgent: 'chartroom-test',
    sleep: () => Promise.resolve(),
    ...options,
  });
}

async function charts(t: TestContext): Promise<string> {
  return publishCharts(await temporaryFolder(t), [['redis', '1.0.0']]);
}

describe('the index of a chart repository', () => {
  it('comes once for as long as its host says that it is the same, over sessions too', async (t) => {
    const folder = await charts(t);
    const server = await startChartRepository({ folder });
    t.after(() => server.stop());
    const cache = join(await temporaryFolder(t), 'indexes');
    const first = await open(server.url, { cache: createIndexCache(cache) }).index();
    const second = await open(server.url, { cache: createIndexCache(cache) }).index();
    assert.deepEqual(second, first);
    await writeFile(join(folder, 'index.yaml'), 'apiVersion: v1\nentries: {}\n');
    const third = await open(server.url, { cache: createIndexCache(cache) }).index();
    assert.notEqual(third.revision, first.revision);
    assert.deepEqual(
      server.requests.map(({ status }) => status),
      [200, 304, 200],
    );
  });

  it('is fetched again when what was kept of it is damaged', async (t) => {
    const server = await startChartRepository({ folder: await charts(t) });
    t.after(() => server.stop());
    const folder = join(await temporaryFolder(t), 'indexes');
    const repository = open(server.url, { cache: createIndexCache(folder) });
    const first = await repository.index();
    const [file = ''] = await readdir(folder);
    await writeFile(join(folder, file), 'cut off');
    assert.deepEqual(await repository.index(), first);
    assert.deepEqual(
      server.requests.map(({ status }) => status),
      [200, 200],
    );
  });

  it('needs the login of Helm, of the address, or one typed for it', async (t) => {
    const server = await startChartRepository({ folder: await charts(t), login: ann });
    t.after(() => server.stop());
    const refusal = await problemOf(open(server.url).index());
    assert.equal(refusal.code, 'repository.unauthorized');
    assert.deepEqual(refusal.remedy, { kind: 'sign-in-chart-repository', url: `${server.url}/` });
    const withLogin = server.url.replace('http://', 'http://ann:secret@');
    for (const repository of [
      open(server.url, { access: ann }),
      open(server.url, { login: () => Promise.resolve(ann) }),
      open(withLogin),
    ]) {
      assert.match((await repository.index()).text, /redis/);
      assert.doesNotMatch(repository.url, /secret/);
    }
  });

  it('is asked for below the path, with the query of the repository', async (t) => {
    const server = await startChartRepository({ folder: await charts(t) });
    t.after(() => server.stop());
    const problem = await problemOf(open(`${server.url}/stable/?key=1`).index());
    assert.equal(problem.code, 'repository.not-found');
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ['/stable/index.yaml?key=1'],
    );
  });
});

describe('an archive of a chart repository', () => {
  it('is named from the repository or from anywhere, and the login goes to the repository only', async (t) => {
    const folder = await charts(t);
    const elsewhere = await startChartRepository({ folder });
    const server = await startChartRepository({ folder, login: ann });
    t.after(() => Promise.all([server.stop(), elsewhere.stop()]));
    const repository = open(server.url, { access: ann });
    for (const url of ['redis-1.0.0.tgz', `${elsewhere.url}/redis-1.0.0.tgz`]) {
      const { file, content } = await repository.archive(url);
      assert.equal(file, 'redis-1.0.0.tgz');
      assert.deepEqual(await joined(content), await readFile(join(folder, file)));
    }
    assert.deepEqual(
      server.requests.map(({ authorization }) => authorization),
      [header],
    );
    assert.deepEqual(
      elsewhere.requests.map(({ authorization }) => authorization),
      [undefined],
    );
    const everywhere = open(server.url, { access: { ...ann, passCredentialsAll: true } });
    await joined((await everywhere.archive(`${elsewhere.url}/redis-1.0.0.tgz`)).content);
    assert.equal(elsewhere.requests.at(-1)?.authorization, header);
  });

  it('can be behind a redirect, which the login does not follow to another host', async (t) => {
    const folder = await charts(t);
    const storage = await startChartRepository({ folder });
    const server = await startChartRepository({
      folder,
      before: ({ url }, response) => {
        response.writeHead(302, { location: `${storage.url}${url ?? ''}` }).end();
        return true;
      },
    });
    t.after(() => Promise.all([server.stop(), storage.stop()]));
    const { content } = await open(server.url, { access: ann }).archive('redis-1.0.0.tgz');
    await joined(content);
    assert.equal(server.requests[0]?.authorization, header);
    assert.equal(storage.requests[0]?.authorization, undefined);
  });

  it('is refused where its name would lead out of the folder, or is not there', async (t) => {
    const server = await startChartRepository({ folder: await charts(t) });
    t.after(() => server.stop());
    for (const url of ['..%2f..%2fevil.tgz', 'a%5Cb.tgz', 'file:///etc/passwd', '/', '%00.tgz']) {
      const problem = await problemOf(open(server.url).archive(url));
      assert.equal(problem.code, 'repository.url-invalid', url);
    }
    const missing = await problemOf(open(server.url).archive('redis-9.9.9.tgz'));
    assert.equal(missing.code, 'repository.archive-missing');
  });

  it('stops coming when it is cancelled', async (t) => {
    const folder = await charts(t);
    const server = await startChartRepository({
      folder,
      before: (_, response) => {
        response.writeHead(200).write('begins');
        return true;
      },
    });
    t.after(() => server.stop());
    const cancel = new AbortController();
    const { content } = await open(server.url).archive('a.tgz', { signal: cancel.signal });
    await assert.rejects(
      (async () => {
        for await (const chunk of content) {
          assert.ok(chunk.length > 0);
          cancel.abort();
        }
      })(),
      { name: 'AbortError' },
    );
  });
});

describe('a chart repository behind certificates of its own', () => {
  it('is reached with the authority and the client certificate that Helm names', async (t) => {
    const folder = await charts(t);
    const { certificateFile, keyFile } = await makeCertificate(await temporaryFolder(t));
    const [cert, key] = await Promise.all([readFile(certificateFile), readFile(keyFile)]);
    const server = createServer(
      { cert, key, ca: cert, requestCert: true, rejectUnauthorized: true },
      serveCharts({ folder }),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => {
      server.close();
      server.closeAllConnections();
    });
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const unknown = await problemOf(
      open(url, { access: { certFile: certificateFile, keyFile } }).index(),
    );
    assert.equal(unknown.code, 'oci.certificate');
    const access = { caFile: certificateFile, certFile: certificateFile, keyFile };
    const repository = open(url, { access });
    assert.match((await repository.index()).text, /redis/);
    const again = await repository.index();
    assert.match(again.text, /redis/);
    await joined((await repository.archive('redis-1.0.0.tgz')).content);
    const nowhere = await problemOf(
      open(url, { access: { caFile: join(folder, 'no.pem') } }).index(),
    );
    assert.equal(nowhere.code, 'repository.certificate-unreadable');
  });
});
