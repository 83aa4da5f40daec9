import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFiles } from '../../../../src/chart/archive/readFiles';
import { inChunks } from '../../../support/charts/bytes';
import { minimalArchive } from '../../../support/charts/exampleCharts';
import { tgzArchive, type RawEntry } from '../../../support/charts/tarArchive';
import { problemOf } from '../../../support/problemOf';

function filesOf(...entries: readonly RawEntry[]) {
  return readFiles(inChunks(tgzArchive(entries)));
}

async function pathsOf(...entries: readonly RawEntry[]): Promise<readonly string[]> {
  return [...(await filesOf(...entries)).keys()];
}

/** A chart with its own archive in it, so many times over. */
function nested(levels: number): Buffer {
  let archive = minimalArchive('inner');
  for (let level = 0; level < levels; level++) {
    archive = tgzArchive([{ name: 'outer/charts/inner.tgz', content: archive }]);
  }
  return archive;
}

describe('the files of a chart archive', () => {
  it('are there by their paths, to the byte', async () => {
    const files = await filesOf(
      { name: 'app/Chart.yaml', content: 'name: app\r\n' },
      { name: 'app/templates/all.yaml', content: '' },
    );
    assert.deepEqual(
      [...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
      [
        ['Chart.yaml', 'name: app\r\n'],
        ['templates/all.yaml', ''],
      ],
    );
  });

  it('of packed sub-charts are in folders with the names of their archives', async () => {
    const paths = await pathsOf(
      { name: 'app/charts/kitchen-0.1.0.tgz', content: minimalArchive('kitchen') },
      { name: 'app/charts/folder/charts/deep-1.tgz', content: minimalArchive('deep') },
      { name: 'app/charts/_kept.tgz', content: minimalArchive('kept') },
      { name: 'app/files/data.tgz', content: minimalArchive('data') },
    );
    assert.deepEqual(paths, [
      'charts/kitchen-0.1.0.tgz/Chart.yaml',
      'charts/folder/charts/deep-1.tgz/Chart.yaml',
      'charts/_kept.tgz',
      'files/data.tgz',
    ]);
  });

  it('of a sub-chart that cannot be read are not there; its archive is', async () => {
    const broken = minimalArchive('broken').subarray(0, 40);
    const evil = tgzArchive([{ name: 'evil/../../etc/passwd', content: 'root' }]);
    const paths = await pathsOf(
      { name: 'app/charts/broken.tgz', content: broken },
      { name: 'app/charts/evil.tgz', content: evil },
    );
    assert.deepEqual(paths, ['charts/broken.tgz', 'charts/evil.tgz']);
  });

  it('are not sought without end in archives of archives', async () => {
    const [path] = [...(await readFiles(inChunks(nested(20)))).keys()];
    assert.equal(path, Array(9).fill('charts/inner.tgz').join('/'));
  });

  it('do not grow past the limit by sub-charts that unpack to much', async () => {
    const zeros = Buffer.alloc(5_000_000);
    const bomb = tgzArchive(
      Array.from({ length: 20 }, (_, n) => ({ name: `bomb/${n}.bin`, content: zeros })),
    );
    const paths = await pathsOf(
      ...['a', 'b', 'c'].map((name) => ({ name: `app/charts/${name}.tgz`, content: bomb })),
      { name: 'app/charts/d.tgz', content: minimalArchive('d') },
    );
    const below = (name: string) => paths.filter((path) => path.startsWith(`charts/${name}.tgz/`));
    assert.deepEqual([below('a').length, below('d').length], [20, 1]);
    assert.ok(paths.includes('charts/c.tgz'), 'the last that is too much stays packed');
  });

  it('are refused where one path means two things', async () => {
    for (const entries of [
      ['a', 'a'],
      ['a', 'a/b'],
      ['a/b', 'a'],
    ]) {
      const problem = await problemOf(filesOf(...entries.map((name) => ({ name: `app/${name}` }))));
      assert.equal(problem.code, 'chart.archive-invalid');
      assert.match(problem.message, /is in it twice/);
    }
  });

  it('are not read on when nobody wants them any more', async () => {
    const signal = AbortSignal.abort();
    await assert.rejects(readFiles(inChunks(minimalArchive('app')), { signal }), {
      name: 'AbortError',
    });
  });
});
