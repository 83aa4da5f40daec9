import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { type ChartFolder, loadChartFolder } from '../../../src/chart/folder';
import {
  chartOfOddities,
  chartWithRequirements,
  minimalChart,
  simpleChart,
} from '../../support/charts/exampleCharts';
import { inTemporaryFolder } from '../../support/temporaryFolder';
import { type Files, writeFiles } from '../../support/charts/writeFiles';

const lobby = minimalChart('lobby');

async function load(files: Files): Promise<ChartFolder> {
  return inTemporaryFolder(async (folder) => loadChartFolder(await writeFiles(folder, files)));
}

async function paths(files: Files): Promise<string[]> {
  return (await load(files)).files.map(({ path }) => path);
}

describe('loading a chart folder', () => {
  it('finds all files, in the order of their paths', async () => {
    const files = { ...lobby, 'b.txt': '', 'a/c.txt': '', 'a.txt': '', 'B.txt': '', 'a-b.txt': '' };
    assert.deepEqual(await paths(files), [
      'B.txt',
      'Chart.yaml',
      'a-b.txt',
      'a.txt',
      'a/c.txt',
      'b.txt',
    ]);
  });

  it('reads each file as it is on disk', async () => {
    await inTemporaryFolder(async (folder) => {
      const { files } = await loadChartFolder(await writeFiles(folder, chartOfOddities));
      assert.equal(files.length, Object.keys(chartOfOddities).length);
      for (const file of files) {
        const expected = chartOfOddities[file.path];
        assert.ok(typeof expected === 'string' || expected instanceof Uint8Array, file.path);
        const content = Buffer.from(await file.read());
        assert.deepEqual(content, Buffer.from(expected), file.path);
        assert.equal(file.size, content.length);
      }
    });
  });

  it('has the metadata as Helm does, without a byte order mark', async () => {
    const { metadata } = await load(chartOfOddities);
    assert.deepEqual(metadata, { apiVersion: 'v2', name: 'oddities', version: '0.1.0' });
    const old = await load({ 'Chart.yaml': 'name: inn\nversion: 1.0.0\n' });
    assert.equal(old.metadata.apiVersion, 'v1');
  });

  it('takes dependencies from requirements.yaml, whatever the apiVersion', async () => {
    for (const apiVersion of ['v1', 'v2']) {
      const { metadata } = await load({
        ...chartWithRequirements,
        'Chart.yaml': `apiVersion: ${apiVersion}\nname: inn\nversion: 0.9.0\n`,
      });
      assert.deepEqual(
        metadata.dependencies?.map(({ name }) => name),
        ['stable'],
      );
    }
  });

  it('stops when it is cancelled', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, simpleChart);
      const loading = loadChartFolder(folder, { signal: AbortSignal.abort() });
      await assert.rejects(loading, { name: 'AbortError' });
    });
  });
});

describe('.helmignore', () => {
  it('leaves files and whole folders out', async () => {
    const ignore = '*.bak\nsecret/\n/only-here.txt\n';
    const files = {
      ...lobby,
      '.helmignore': ignore,
      'a.bak': '',
      'secret/deep/key': '',
      'only-here.txt': '',
      'sub/only-here.txt': '',
      'templates/.hidden': '',
    };
    assert.deepEqual(await paths(files), ['.helmignore', 'Chart.yaml', 'sub/only-here.txt']);
  });

  it('counts at the root only, and without one not even .git is left out', async () => {
    const files = { ...lobby, 'sub/.helmignore': '*\n', 'sub/a.txt': '', '.git/HEAD': 'ref' };
    assert.deepEqual(await paths(files), [
      '.git/HEAD',
      'Chart.yaml',
      'sub/.helmignore',
      'sub/a.txt',
    ]);
  });

  it('that cannot be read is opened at the line', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, { ...lobby, '.helmignore': '*.bak\na/**/b\n' });
      await assert.rejects(loadChartFolder(folder), {
        code: 'chart.ignore-invalid',
        remedy: { kind: 'open-file', path: join(folder, '.helmignore'), line: 2 },
      });
    });
  });

  it('that leaves out Chart.yaml is what the error is about', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, { ...lobby, '.helmignore': '!README.md\n' });
      await assert.rejects(loadChartFolder(folder), {
        code: 'chart.missing',
        message: `There is no chart in ${folder}: .helmignore leaves out Chart.yaml`,
        remedy: { kind: 'open-file', path: join(folder, '.helmignore') },
      });
    });
  });
});

describe('a chart folder is refused', () => {
  it('when there is no Chart.yaml, no folder, or no such thing', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, { 'chart.yaml': 'name: lobby', file: '' });
      const reasons = {
        '.': 'Chart.yaml file is missing',
        file: 'it is not a folder',
        gone: 'there is no such folder',
      };
      for (const [name, reason] of Object.entries(reasons)) {
        const directory = join(folder, name);
        await assert.rejects(loadChartFolder(directory), {
          code: 'chart.missing',
          message: `There is no chart in ${directory}: ${reason}`,
          remedy: undefined,
        });
      }
    });
  });

  const broken: Record<string, { files: Files; code: string; file: string; at: object }> = {
    'Chart.yaml is not YAML': {
      files: { 'Chart.yaml': 'name: lobby\nversion: "0.1.0\n' },
      code: 'chart.yaml-invalid',
      file: 'Chart.yaml',
      at: { line: 3, column: 1 },
    },
    'Chart.yaml says what cannot be': {
      files: { 'Chart.yaml': 'apiVersion: v2\nname: lobby\nversion: latest\n' },
      code: 'chart.metadata-invalid',
      file: 'Chart.yaml',
      at: { line: 3, column: 1 },
    },
    'requirements.yaml says what cannot be': {
      files: { ...lobby, 'requirements.yaml': 'dependencies:\n  - { name: a, alias: "a b" }\n' },
      code: 'chart.metadata-invalid',
      file: 'requirements.yaml',
      at: { line: 2, column: 16 },
    },
    'values.yaml is not YAML': {
      files: { ...lobby, 'values.yaml': 'a: 1\nb: [\n' },
      code: 'chart.yaml-invalid',
      file: 'values.yaml',
      at: { line: 3, column: 1 },
    },
    'values.schema.json is not JSON': {
      files: { ...lobby, 'values.schema.json': '{\n  "type": "object",\n}\n' },
      code: 'chart.schema-invalid',
      file: 'values.schema.json',
      at: { line: 3, column: 1 },
    },
    'values.schema.json ends too early': {
      files: { ...lobby, 'values.schema.json': '{\n  "type": ' },
      code: 'chart.schema-invalid',
      file: 'values.schema.json',
      at: {},
    },
    'Chart.yaml of a sub-chart is not YAML': {
      files: { ...lobby, 'charts/kitchen/Chart.yaml': 'a: [' },
      code: 'chart.subchart-invalid',
      file: 'charts/kitchen/Chart.yaml',
      at: { line: 1, column: 5 },
    },
  };
  for (const [when, { files, code, file, at }] of Object.entries(broken)) {
    it(`when ${when}, and the file is opened there`, async () => {
      await inTemporaryFolder(async (folder) => {
        await writeFiles(folder, files);
        await assert.rejects(loadChartFolder(folder), {
          code,
          remedy: { kind: 'open-file', path: join(folder, file), ...at },
        });
      });
    });
  }

  it('when a file is over 5 MiB, judged without reading it', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, { ...lobby, 'big.bin': '' });
      await truncate(join(folder, 'big.bin'), 5_242_880);
      assert.equal((await loadChartFolder(folder)).files.length, 2);
      await truncate(join(folder, 'big.bin'), 5_242_881);
      await assert.rejects(loadChartFolder(folder), {
        code: 'chart.file-too-large',
        message: /chart file "big\.bin" is larger than the maximum file size 5242880 bytes/,
      });
    });
  });

  it('when all files together reach 100 MiB', async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, lobby);
      for (let index = 0; index < 20; index += 1) {
        await writeFiles(folder, { [`part-${index}`]: '' });
        await truncate(join(folder, `part-${index}`), 5_242_880);
      }
      await assert.rejects(loadChartFolder(folder), {
        code: 'chart.too-large',
        message: /larger together than the maximum size 104857600 bytes/,
      });
      await writeFiles(folder, { '.helmignore': 'part-1?\n' });
      assert.equal((await loadChartFolder(folder)).files.length, 12);
    });
  });

  it('when there is a pipe in it', { skip: process.platform === 'win32' }, async () => {
    await inTemporaryFolder(async (folder) => {
      await writeFiles(folder, lobby);
      await promisify(execFile)('mkfifo', [join(folder, 'pipe')]);
      await assert.rejects(loadChartFolder(folder), {
        code: 'chart.irregular-file',
        message: /"pipe" is an irregular file/,
      });
    });
  });

  it('when no archive can hold the name of a file', async () => {
    const names = process.platform === 'win32' ? ['..notes'] : ['..notes', 'a\\b', 'c:/d'];
    for (const name of names) {
      await assert.rejects(load({ ...lobby, [name]: '' }), {
        code: 'chart.file-name-refused',
        facts: { path: name },
      });
    }
  });
});
