import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { unpackChart } from '../../../../src/chart/archive/unpack';
import { packChart } from '../../../../src/chart/archive/write';
import { loadChartFolder } from '../../../../src/chart/folder';
import { inChunks, noise } from '../../../support/charts/bytes';
import {
  chartOfOddities,
  minimalArchive,
  minimalChart,
} from '../../../support/charts/exampleCharts';
import { tgzArchive } from '../../../support/charts/tarArchive';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { writeFiles } from '../../../support/charts/writeFiles';

const chartYaml = 'apiVersion: v2\nname: lobby\nversion: 0.1.0\n';

describe('unpacking a chart', () => {
  it('gives the folder back that was packed, byte for byte', async () => {
    await inTemporaryFolder(async (folder) => {
      const original = await loadChartFolder(
        await writeFiles(join(folder, 'original'), chartOfOddities),
      );
      const parent = join(folder, 'parent');
      await mkdir(parent);
      const { directory, metadata } = await unpackChart(packChart(original), parent);
      assert.equal(directory, join(parent, 'oddities'));
      assert.deepEqual(metadata, original.metadata);
      for (const [path, content] of Object.entries(chartOfOddities)) {
        assert.ok(typeof content === 'string' || content instanceof Uint8Array);
        assert.deepEqual(await readFile(join(directory, path)), Buffer.from(content), path);
      }
      assert.equal((await loadChartFolder(directory)).files.length, original.files.length);
      assert.deepEqual(await readdir(parent), ['oddities']);
    });
  });

  it('makes plain files and folders, whatever the archive says of modes', async () => {
    await inTemporaryFolder(async (parent) => {
      const { directory } = await unpackChart(inChunks(minimalArchive('lobby')), parent);
      // The rest is up to the umask of whoever runs this.
      assert.equal((await stat(directory)).mode & 0o722, 0o700);
      assert.equal((await stat(join(directory, 'Chart.yaml'))).mode & 0o733, 0o600);
    });
  });

  it('takes another name for the folder when it is given one', async () => {
    await inTemporaryFolder(async (parent) => {
      const archive = inChunks(minimalArchive('lobby'));
      const { directory, metadata } = await unpackChart(archive, parent, { name: 'lobby-0.1.0' });
      assert.equal(directory, join(parent, 'lobby-0.1.0'));
      assert.equal(metadata.name, 'lobby');
    });
  });

  it('does not touch what is there already', async () => {
    const obstacles: ((path: string) => Promise<unknown>)[] = [
      (path) => mkdir(path),
      (path) => writeFiles(path, minimalChart('old')),
      (path) => writeFile(path, 'a file'),
      (path) => symlink('nowhere', path),
    ];
    for (const place of obstacles) {
      for (const name of [undefined, 'lobby']) {
        await inTemporaryFolder(async (parent) => {
          const target = join(parent, 'lobby');
          await place(target);
          const archive = inChunks(minimalArchive('lobby'));
          await assert.rejects(unpackChart(archive, parent, { name }), {
            code: 'chart.folder-exists',
            message: `The chart cannot be unpacked: ${target} exists already`,
          });
          assert.deepEqual(await readdir(parent), ['lobby']);
        });
      }
    }
  });

  it('replaces a folder as a whole when asked to', async () => {
    await inTemporaryFolder(async (parent) => {
      await writeFiles(join(parent, 'lobby'), { ...minimalChart('lobby'), 'old.txt': 'old' });
      const archive = inChunks(minimalArchive('lobby', '2.0.0'));
      const { directory } = await unpackChart(archive, parent, { replace: true });
      assert.deepEqual(await readdir(directory), ['Chart.yaml']);
      assert.match(await readFile(join(directory, 'Chart.yaml'), 'utf8'), /2\.0\.0/);
      assert.deepEqual(await readdir(parent), ['lobby']);
    });
  });

  it('leaves the old folder, and nothing else, when the new one is no good', async () => {
    const good = { name: 'lobby/Chart.yaml', content: chartYaml };
    const archives = {
      'chart.archive-invalid': tgzArchive([good, { name: 'lobby/../../out', content: 'x' }]),
      'chart.missing': tgzArchive([{ name: 'lobby/values.yaml', content: 'a: 1' }]),
      'chart.metadata-invalid': tgzArchive([{ name: 'lobby/Chart.yaml', content: 'name: ..' }]),
      'chart.file-too-large': tgzArchive([good, { name: 'lobby/a', claimedSize: 5_242_881 }]),
    };
    for (const [code, archive] of Object.entries(archives)) {
      await inTemporaryFolder(async (parent) => {
        await writeFiles(join(parent, 'lobby'), minimalChart('old'));
        const unpacking = unpackChart(inChunks(archive), parent, { replace: true });
        await assert.rejects(unpacking, { code });
        assert.deepEqual(await readdir(parent), ['lobby']);
        assert.match(await readFile(join(parent, 'lobby', 'Chart.yaml'), 'utf8'), /name: old/);
      });
    }
  });

  it('leaves nothing behind when it is cancelled or its source fails', async () => {
    const archive = tgzArchive([
      { name: 'lobby/Chart.yaml', content: chartYaml },
      { name: 'lobby/big', content: noise(2_000_000) },
    ]);
    const cancel = new AbortController();
    const dead = new Error('the line is dead');
    async function* source(end: () => void): AsyncGenerator<Uint8Array> {
      yield* inChunks(archive.subarray(0, 1_000_000), 10_000);
      end();
      yield* inChunks(archive.subarray(1_000_000));
    }
    const breaking = source(() => {
      throw dead;
    });
    const cancelling = source(() => {
      cancel.abort();
    });
    await inTemporaryFolder(async (parent) => {
      await assert.rejects(unpackChart(breaking, parent), dead);
      assert.deepEqual(await readdir(parent), []);
      const unpacking = unpackChart(cancelling, parent, { signal: cancel.signal });
      await assert.rejects(unpacking, { name: 'AbortError' });
      assert.deepEqual(await readdir(parent), []);
    });
  });

  it('overwrites no file with another one of the same archive', async () => {
    const again = [
      { name: 'lobby/values.yaml', content: 'a: 2' },
      { name: 'lobby/values.yaml/inside', content: 'a: 3' },
    ];
    for (const second of again) {
      await inTemporaryFolder(async (parent) => {
        const archive = tgzArchive([
          { name: 'lobby/Chart.yaml', content: chartYaml },
          { name: 'lobby/values.yaml', content: 'a: 1' },
          second,
        ]);
        await assert.rejects(unpackChart(inChunks(archive), parent), {
          code: 'chart.archive-invalid',
          message: /is in it twice, or its name differs only in capitals/,
        });
        assert.deepEqual(await readdir(parent), []);
      });
    }
  });

  it('takes no name that is not one of a folder in `parent`', async () => {
    const names = {
      '': 'chart name not specified',
      '.': 'chart name "." is not allowed',
      '..': 'chart name ".." is not allowed',
      'a/b': 'chart name "a/b" must not contain path separators',
      'a\\b': 'chart name "a\\b" must not contain path separators',
    };
    for (const [name, reason] of Object.entries(names)) {
      await inTemporaryFolder(async (parent) => {
        const archive = inChunks(minimalArchive('lobby'));
        await assert.rejects(unpackChart(archive, parent, { name }), {
          code: 'chart.name-invalid',
          message: `The chart cannot be unpacked: ${reason}`,
        });
        assert.deepEqual(await readdir(parent), []);
      });
    }
  });

  it('says where it cannot write', async () => {
    await inTemporaryFolder(async (folder) => {
      const parent = join(folder, 'missing');
      await assert.rejects(unpackChart(inChunks(minimalArchive('lobby')), parent), {
        code: 'chart.unpack-failed',
        message:
          /^The chart cannot be unpacked to .*missing.*: no such file or directory \(ENOENT\)/,
      });
    });
  });
});
