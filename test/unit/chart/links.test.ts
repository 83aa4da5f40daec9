import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { join } from 'node:path';
import { loadChartFolder } from '../../../src/chart/folder';
import { below, minimalChart } from '../../support/charts/exampleCharts';
import { inTemporaryFolder } from '../../support/temporaryFolder';
import { type Files, writeFiles } from '../../support/charts/writeFiles';

const lobby = minimalChart('lobby');

describe('links in a chart folder', () => {
  it('stand for the file or folder they lead to', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, {
        ...lobby,
        'partials/a.txt': 'shared',
        'linked.txt': { link: 'partials/a.txt' },
        'templates/linked': { link: '../partials' },
      });
      const { files } = await loadChartFolder(folder);
      assert.deepEqual(
        files.map(({ path }) => path),
        ['Chart.yaml', 'linked.txt', 'partials/a.txt', 'templates/linked/a.txt'],
      );
      assert.equal(Buffer.from((await files[3]?.read()) ?? []).toString(), 'shared');
    });
  });

  it('do not matter for the folder itself', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, { ...below('real', lobby), link: { link: 'real' } });
      const { directory, metadata } = await loadChartFolder(join(folder, 'link'));
      assert.equal(directory, join(folder, 'link'));
      assert.equal(metadata.name, 'lobby');
    });
  });

  const refused: Record<string, { files: Files; code: string; message: RegExp }> = {
    'leads outside': {
      files: { 'out.txt': { link: '../outside.txt' } },
      code: 'chart.link-outside',
      message: /the link "out\.txt" leads outside of it, to .*outside\.txt/,
    },
    'leads outside as a folder': {
      files: { out: { link: '..' } },
      code: 'chart.link-outside',
      message: /the link "out" leads outside/,
    },
    'leads to a folder whose name begins like the chart’s': {
      files: { out: { link: '../chart-twin/a.txt' } },
      code: 'chart.link-outside',
      message: /the link "out" leads outside/,
    },
    'leads nowhere': {
      files: { 'sub/gone': { link: 'missing' } },
      code: 'chart.link-broken',
      message: /the link "sub\/gone" leads nowhere/,
    },
    'leads to a folder it is in': {
      files: { 'sub/up': { link: '..' } },
      code: 'chart.link-cycle',
      message: /the link "sub\/up" leads back to a folder it is in/,
    },
    'leads to a folder with a link back': {
      files: { 'a/to-b': { link: '../b' }, 'b/to-a': { link: '../a' } },
      code: 'chart.link-cycle',
      message: /the link "a\/to-b\/to-a" leads back/,
    },
    'leads to itself': {
      files: { self: { link: 'self' } },
      code: 'chart.link-cycle',
      message: /the link "self" leads back/,
    },
  };
  for (const [when, { files, code, message }] of Object.entries(refused)) {
    it(`are refused when one ${when}, unless it is ignored`, async () => {
      await inTemporaryFolder(async (folder) => {
        await writeFiles(folder, { 'outside.txt': 'x', 'chart-twin/a.txt': 'x' });
        const chart = await writeFiles(join(folder, 'chart'), { ...lobby, ...files });
        await assert.rejects(loadChartFolder(chart), { code, message });
        const rules = Object.keys(files).join('\n');
        await writeFiles(chart, { '.helmignore': rules });
        assert.deepEqual(
          (await loadChartFolder(chart)).files.map(({ path }) => path),
          ['.helmignore', 'Chart.yaml'],
        );
      });
    });
  }
});
