import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ChartFolder, loadChartFolder } from '../../../src/chart/folder';
import {
  below,
  chartWithSubcharts,
  minimalArchive,
  minimalChart,
} from '../../support/charts/exampleCharts';
import { inTemporaryFolder } from '../../support/temporaryFolder';
import { type Files, writeFiles } from '../../support/charts/writeFiles';

const lobby = minimalChart('lobby');

async function load(files: Files): Promise<ChartFolder> {
  return inTemporaryFolder(async (folder) => loadChartFolder(await writeFiles(folder, files)));
}

describe('dependencies of a chart folder', () => {
  it('are found in charts/ as folders and as archives, by the names of the charts', async () => {
    const { metadata } = await load(chartWithSubcharts);
    assert.deepEqual(
      metadata.dependencies?.map(({ name }) => name),
      ['kitchen', 'laundry'],
    );
  });

  it('that are missing are all named', async () => {
    const files = {
      'Chart.yaml': [
        'apiVersion: v2',
        'name: hotel',
        'version: 2.0.0',
        'dependencies: [{ name: kitchen }, { name: bar }, { name: pool }]',
      ].join('\n'),
      ...below('charts/bar', minimalChart('bar')),
      ...below('charts/_kitchen', minimalChart('kitchen')),
      ...below('charts/.pool', minimalChart('pool')),
    };
    await assert.rejects(load(files), {
      code: 'chart.dependency-missing',
      message: /found in Chart\.yaml, but missing in charts\/ directory: kitchen, pool$/,
    });
  });

  const invalid: Record<string, { files: Files; message: RegExp }> = {
    'a loose file': { files: { 'charts/README.md': '' }, message: /Chart\.yaml file is missing/ },
    'an archive that is none': {
      files: { 'charts/a-1.0.0.tgz': 'apiVersion: v2' },
      message: /charts\/a-1\.0\.0\.tgz cannot be loaded: .* it looks like a YAML file/,
    },
    'a folder named like an archive': {
      files: below('charts/a.tgz', minimalChart('a')),
      message: /a\.tgz is a folder although its name is that of an archive/,
    },
    'a damaged archive': {
      files: { 'charts/a.tgz': minimalArchive('a').subarray(0, 60) },
      message: /charts\/a\.tgz cannot be loaded: .*damaged/,
    },
    'a folder without a version': {
      files: { 'charts/a/Chart.yaml': 'name: a' },
      message: /charts\/a cannot be loaded: chart\.metadata\.version is required/,
    },
    'a bad chart within a good one': {
      files: { ...below('charts/a', minimalChart('a')), 'charts/a/charts/b/values.yaml': '' },
      message: /charts\/a cannot be loaded: .*charts\/b cannot be loaded: .*missing/,
    },
  };
  for (const [what, { files, message }] of Object.entries(invalid)) {
    it(`cannot be checked when charts/ has ${what}`, async () => {
      await assert.rejects(load({ ...lobby, ...files }), {
        code: 'chart.subchart-invalid',
        message,
      });
    });
  }
});
