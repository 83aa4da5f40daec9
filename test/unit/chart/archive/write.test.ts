import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { readChartMetadata } from '../../../../src/chart/archive/read';
import { packChart } from '../../../../src/chart/archive/write';
import { type ChartFolder, loadChartFolder } from '../../../../src/chart/folder';
import { archiveFiles } from '../../../support/charts/archiveFiles';
import { joined, noise } from '../../../support/charts/bytes';
import {
  chartOfOddities,
  chartWithRequirements,
  chartWithSubcharts,
  minimalChart,
  simpleChart,
} from '../../../support/charts/exampleCharts';
import { inTemporaryFolder } from '../../../support/temporaryFolder';
import { type Files, writeFiles } from '../../../support/charts/writeFiles';

async function packed(files: Files, modified?: Date): Promise<Buffer> {
  return inTemporaryFolder(async (folder) => {
    const chart = await loadChartFolder(await writeFiles(folder, files));
    return joined(packChart(chart, { modified }));
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('packing a chart', () => {
  const examples = { simpleChart, chartWithSubcharts, chartWithRequirements, chartOfOddities };
  for (const [name, files] of Object.entries(examples)) {
    it(`keeps every byte of ${name} and sorts by path`, async () => {
      const archive = await packed(files);
      const found = await archiveFiles(archive);
      const expected = Object.entries(files).map(([path, content]) => [path, bytesOf(content)]);
      assert.deepEqual(found, expected.sort(byPath));
    });
  }

  it('gives an archive with the metadata of the folder', async () => {
    await inTemporaryFolder(async (folder) => {
      const chart = await loadChartFolder(await writeFiles(folder, chartWithRequirements));
      assert.deepEqual(await readChartMetadata(packChart(chart)), chart.metadata);
    });
  });

  // These fail when a dependency changes what it writes. Then every chart gets a new digest, so it
  // is not enough to put the new sums here.
  it('gives known bytes', async () => {
    const big = { ...minimalChart('big'), 'noise.bin': noise(3_000_000), 'log.txt': lines(40_000) };
    assert.deepEqual(
      {
        simple: sha256(await packed(simpleChart)),
        oddities: sha256(await packed(chartOfOddities)),
        big: sha256(await packed(big)),
      },
      {
        simple: '3a70682a7a0f52a98f66f50f1c181b6f06901a9c48274c6dfcaaeec7f952c94a',
        oddities: 'b7334d4f45cdcd5fae68c8af659b9ab8435dc007291f60450018966d5b2698f8',
        big: 'cf460e314ef1700153f382679e169ca23335f4f7e7404333355b27577808cce9',
      },
    );
  });

  it('does not depend on times, modes, the place or the time zone', async () => {
    const expected = await packed(simpleChart);
    const zone = process.env['TZ'];
    await inTemporaryFolder(async (folder) => {
      const directory = await writeFiles(join(folder, 'deep', 'place'), simpleChart);
      for (const [index, path] of Object.keys(simpleChart).entries()) {
        await chmod(join(directory, path), index % 2 === 0 ? 0o755 : 0o600);
        await utimes(join(directory, path), 1_000_000 * index, 2_000_000 * index);
      }
      process.env['TZ'] = 'Pacific/Chatham';
      try {
        assert.deepEqual(await joined(packChart(await loadChartFolder(directory))), expected);
      } finally {
        if (zone === undefined) delete process.env['TZ'];
        else process.env['TZ'] = zone;
      }
    });
  });

  it('stamps 1980 unless told another time, in whole seconds', async () => {
    const mtime = (archive: Buffer): number =>
      Number.parseInt(gunzipSync(archive).toString('latin1', 136, 147), 8);
    assert.equal(mtime(await packed(simpleChart)), Date.UTC(1980, 0, 1) / 1000);
    const modified = new Date('2024-02-29T12:00:00.999Z');
    assert.equal(mtime(await packed(simpleChart, modified)), Date.UTC(2024, 1, 29, 12) / 1000);
  });

  it('writes plain ustar headers without owner, names or modes of the machine', async () => {
    const header = gunzipSync(await packed(minimalChart('lobby'))).subarray(0, 512);
    assert.equal(header.toString('latin1', 0, 16), 'lobby/Chart.yaml');
    assert.equal(header.toString('latin1', 100, 124), '000644 \u0000000000 \u0000000000 \u0000');
    assert.equal(header.toString('latin1', 156, 157), '0');
    assert.equal(header.toString('latin1', 257, 265), 'ustar\u000000');
    assert.equal(
      header.subarray(265, 329).every((byte) => byte === 0),
      true,
    );
  });

  it('refuses a file that has changed since the folder was loaded', async () => {
    const changes: ((path: string) => Promise<void>)[] = [
      (path) => writeFile(path, 'shorter'),
      (path) => writeFile(path, 'much longer than it was before'.repeat(100)),
      (path) => rename(path, `${path}.gone`),
    ];
    for (const change of changes) {
      await inTemporaryFolder(async (folder) => {
        const chart = await loadChartFolder(await writeFiles(folder, simpleChart));
        await change(join(folder, 'README.md'));
        await assert.rejects(joined(packChart(chart)), {
          code: 'chart.file-changed',
          message: 'The chart cannot be read: "README.md" has changed since the folder was loaded',
        });
      });
    }
  });

  it('reads a file only when its turn comes and stops reading when cancelled', async () => {
    const cancel = new AbortController();
    const read: string[] = [];
    const file = (path: string): ChartFolder['files'][number] => ({
      path,
      size: 300_000,
      read: () => {
        read.push(path);
        return Promise.resolve(noise(300_000));
      },
    });
    const chart: ChartFolder = {
      directory: '/nowhere',
      metadata: { name: 'lobby', version: '0.1.0' },
      files: ['a', 'b', 'c', 'd'].map(file),
    };
    const packing = (async () => {
      for await (const chunk of packChart(chart, { signal: cancel.signal })) {
        assert.ok(chunk.length > 0);
        cancel.abort();
      }
    })();
    await assert.rejects(packing, { name: 'AbortError' });
    assert.deepEqual(read, ['a']);
  });
});

function bytesOf(content: Files[string] | undefined): Buffer {
  assert.ok(typeof content === 'string' || content instanceof Uint8Array);
  return Buffer.from(content);
}

function byPath([one]: unknown[], [other]: unknown[]): number {
  return String(one) < String(other) ? -1 : 1;
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `line ${index} of a long log\n`).join('');
}
