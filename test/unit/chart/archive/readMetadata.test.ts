import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readChartMetadata } from '../../../../src/chart/archive/read';
import { inChunks } from '../../../support/charts/bytes';
import { minimalArchive } from '../../../support/charts/exampleCharts';
import { tgzArchive } from '../../../support/charts/tarArchive';

const chartYaml = 'apiVersion: v2\nname: lobby\nversion: 0.1.0\n';

describe('the metadata of an archive', () => {
  it('is that of Chart.yaml', async () => {
    const metadata = await readChartMetadata(inChunks(minimalArchive('lobby', '1.0.0')));
    assert.deepEqual(metadata, { apiVersion: 'v2', name: 'lobby', version: '1.0.0' });
  });

  it('has the dependencies of a requirements.yaml, wherever that stands', async () => {
    const requirements = {
      name: 'inn/requirements.yaml',
      content: 'dependencies: [{ name: stable, version: 0.1.0 }]',
    };
    const own = { name: 'inn/Chart.yaml', content: 'name: inn\nversion: 0.9.0\n' };
    const filler = { name: 'inn/values.yaml', content: 'a: 1' };
    for (const entries of [
      [own, filler, requirements],
      [requirements, filler, own],
    ]) {
      const metadata = await readChartMetadata(inChunks(tgzArchive(entries)));
      assert.equal(metadata.apiVersion, 'v1');
      assert.deepEqual(
        metadata.dependencies?.map(({ name }) => name),
        ['stable'],
      );
    }
  });

  it('needs a Chart.yaml at the root, and only one', async () => {
    const astray = tgzArchive([{ name: '/missing-folder', content: chartYaml }]);
    await assert.rejects(readChartMetadata(inChunks(astray)), {
      code: 'chart.missing',
      message: /Chart\.yaml file is missing/,
    });
    const chart = { name: 'lobby/Chart.yaml', content: chartYaml };
    await assert.rejects(readChartMetadata(inChunks(tgzArchive([chart, chart]))), {
      code: 'chart.archive-invalid',
      message: 'The chart archive is refused: "Chart.yaml" is in it twice',
    });
  });

  it('must be valid', async () => {
    const archive = tgzArchive([{ name: 'lobby/Chart.yaml', content: 'name: lobby\n' }]);
    await assert.rejects(readChartMetadata(inChunks(archive)), { code: 'chart.metadata-invalid' });
  });
});
