import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { loadChartFolder } from '../../../src/chart/folder';
import { digestOfChart, saveChart } from '../../../src/publishing/save';
import {
  chartOfOddities,
  chartWithSubcharts,
  simpleChart,
} from '../../support/charts/exampleCharts';
import { setUpDesk } from '../../support/publishing/desk';

const execute = promisify(execFile);
const saveProcess = join(__dirname, '../../support/publishing/saveProcess.js');

/** Saves in a process of its own, in that time zone, and gives the digest. */
async function saveIn(timeZone: string, chart: string, saved: string): Promise<string> {
  const env = { ...process.env, TZ: timeZone };
  const { stdout } = await execute(process.execPath, [saveProcess, chart, saved], { env });
  return stdout;
}

async function touchAll(folder: string, time: Date): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    await utimes(join(folder, name), time, time);
  }
}

describe('saving the same content twice', () => {
  for (const [name, files] of Object.entries({
    lobby: simpleChart,
    hotel: chartWithSubcharts,
    oddities: chartOfOddities,
  })) {
    it(`gives one digest, in two folders, at two times, in two time zones: ${name}`, async (t) => {
      const desk = await setUpDesk(t);
      const here = await desk.chart('here', files);
      const there = await desk.chart('there', files);
      await touchAll(here, new Date('2001-02-03T04:05:06Z'));
      await touchAll(there, new Date('2026-07-08T09:10:11.5Z'));
      await chmod(join(there, 'Chart.yaml'), 0o600);

      const first = await saveIn('America/St_Johns', here, join(desk.folder, 'one'));
      const second = await saveIn('Asia/Kathmandu', there, join(desk.folder, 'two'));
      assert.match(first, /^sha256:[0-9a-f]{64}$/);
      assert.equal(second, first);
    });
  }

  it('gives another digest when one byte is another', async (t) => {
    const desk = await setUpDesk(t);
    const one = await desk.chart('one', simpleChart);
    const other = await desk.chart('other', { ...simpleChart, 'README.md': '# Lobbz\n' });
    const { digest } = await saveChart(one, desk.saved);
    assert.notEqual((await saveChart(other, desk.saved)).digest, digest);
  });

  it('is known beforehand, without saving', async (t) => {
    const desk = await setUpDesk(t);
    const chart = await desk.chart('lobby', simpleChart);
    const expected = await digestOfChart(await loadChartFolder(chart));
    assert.deepEqual(await desk.saved.list(), []);
    assert.equal((await saveChart(chart, desk.saved)).digest, expected);
  });

  it('gives another digest with a creation time, and the same with the same time', async (t) => {
    const desk = await setUpDesk(t);
    const chart = await desk.chart('lobby', simpleChart);
    const created = new Date('2026-01-02T03:04:05Z');
    const plain = await saveChart(chart, desk.saved);
    const stamped = await saveChart(chart, desk.saved, { created });
    assert.notEqual(stamped.digest, plain.digest);
    assert.equal((await saveChart(chart, desk.saved, { created })).digest, stamped.digest);
  });
});
