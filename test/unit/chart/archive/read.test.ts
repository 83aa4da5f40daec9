import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readArchive } from '../../../../src/chart/archive/read';
import { archiveFiles } from '../../../support/charts/archiveFiles';
import { inChunks, joined, noise } from '../../../support/charts/bytes';
import {
  type RawEntry,
  tarArchive,
  tarEntry,
  tgzArchive,
  withPax,
} from '../../../support/charts/tarArchive';

const chartYaml = 'apiVersion: v2\nname: lobby\nversion: 0.1.0\n';
const chart: RawEntry = { name: 'lobby/Chart.yaml', content: chartYaml };

describe('reading a chart archive', () => {
  it('gives every file with its path inside the chart', async () => {
    const archive = tgzArchive([
      { name: 'lobby/', type: '5' },
      chart,
      { name: 'lobby/templates/', type: '5' },
      { name: 'lobby/templates/empty.yaml' },
      { name: 'elsewhere/values.yaml', content: '\uFEFFa: 1' },
    ]);
    const expected = [
      ['Chart.yaml', chartYaml],
      ['templates/empty.yaml', ''],
      ['values.yaml', '\uFEFFa: 1'],
    ];
    assert.deepEqual(texts(await archiveFiles(archive)), expected);
    assert.deepEqual(texts(await archiveFiles(archive, 1)), expected, 'byte by byte');
  });

  it('skips the content nobody reads', async () => {
    const archive = tgzArchive([{ name: 'lobby/big', content: noise(70_000) }, chart]);
    const paths: string[] = [];
    for await (const entry of readArchive(inChunks(archive))) paths.push(entry.path);
    assert.deepEqual(paths, ['big', 'Chart.yaml']);
  });

  it('does not give the content of an entry left behind', async () => {
    const entries = readArchive(inChunks(tgzArchive([chart, chart])));
    const first = await entries.next();
    await entries.next();
    assert.ok(first.done !== true);
    await assert.rejects(joined(first.value.content()), /left behind/);
    await entries.return();
  });

  it('takes long names from PAX and GNU headers', async () => {
    const name = `lobby/${'long/'.repeat(40)}é.txt`;
    const short: RawEntry = { name: name.slice(0, 96), content: 'x' };
    const pax = tgzArchive(withPax(short, 'x', `path=${name}`, 'mtime=1.5'));
    const gnu = tgzArchive([{ name: '././@LongLink', type: 'L', content: `${name}\0` }, short]);
    const expected = [[name.slice('lobby/'.length), 'x']];
    assert.deepEqual(texts(await archiveFiles(pax)), expected);
    assert.deepEqual(texts(await archiveFiles(gnu)), expected);
  });

  it('passes over a global PAX header and what it claims', async () => {
    const archive = tgzArchive(withPax(chart, 'g', 'comment=0123abc', 'size=1', 'path=evil'));
    assert.deepEqual(texts(await archiveFiles(archive)), [['Chart.yaml', chartYaml]]);
  });

  it('takes an archive without an end mark, as Go does', async () => {
    assert.deepEqual(texts(await archiveFiles(gzipSync(tarEntry(chart)))), [
      ['Chart.yaml', chartYaml],
    ]);
  });

  it('takes several gzip members and zero padding, and reads the source to its end', async () => {
    const tar = tarArchive([chart]);
    const members = [gzipSync(tar.subarray(0, 700)), gzipSync(tar.subarray(700))];
    const archive = Buffer.concat([...members, Buffer.alloc(5_000)]);
    let given = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      for await (const chunk of inChunks(archive, 100)) {
        given += chunk.length;
        yield chunk;
      }
    }
    for await (const entry of readArchive(source())) assert.equal(entry.path, 'Chart.yaml');
    assert.equal(given, archive.length);
  });

  it('fails with the error of its source, even one at the very end', async () => {
    const broken = new Error('the digest is wrong');
    for (const padding of [0, 5_000]) {
      async function* source(): AsyncGenerator<Uint8Array> {
        yield* inChunks(Buffer.concat([tgzArchive([chart]), Buffer.alloc(padding)]), 100);
        throw broken;
      }
      await assert.rejects(
        async () => {
          for await (const entry of readArchive(source())) assert.equal(entry.path, 'Chart.yaml');
        },
        (error) => error === broken,
      );
    }
  });

  it('closes its source when the caller has seen enough', async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* inChunks(tgzArchive([chart, { name: 'lobby/big', content: noise(900_000) }]), 1_000);
      } finally {
        closed = true;
      }
    }
    for await (const entry of readArchive(source())) {
      assert.equal(entry.path, 'Chart.yaml');
      break;
    }
    assert.ok(closed);
  });

  it('stops when it is cancelled, in the middle of an entry', async () => {
    const cancel = new AbortController();
    const archive = tgzArchive([{ name: 'lobby/big', content: noise(4_000_000) }]);
    const reading = (async () => {
      for await (const entry of readArchive(inChunks(archive), { signal: cancel.signal })) {
        for await (const chunk of entry.content()) {
          assert.ok(chunk.length > 0);
          cancel.abort();
        }
      }
    })();
    await assert.rejects(reading, { name: 'AbortError' });
  });
});

function texts(files: readonly (readonly [string, Buffer])[]): [string, string][] {
  return files.map(([path, content]) => [path, content.toString()]);
}
