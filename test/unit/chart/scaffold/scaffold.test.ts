import assert from 'node:assert/strict';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { loadChartFolder } from '../../../../src/chart/folder';
import { checkChartName } from '../../../../src/chart/scaffold/chartName';
import { readPatterns } from '../../../../src/chart/scaffold/patterns';
import { chartKinds, scaffoldChart } from '../../../../src/chart/scaffold/scaffold';
import { writeNewChart } from '../../../../src/chart/scaffold/write';
import { problemOf } from '../../../support/problemOf';
import { temporaryFolder } from '../../../support/temporaryFolder';

let texts: ReadonlyMap<string, string>;
before(async () => {
  texts = await readPatterns('media/scaffold');
});

describe('a new chart', () => {
  for (const kind of chartKinds) {
    it(`is a chart of its name: ${kind}`, async (t) => {
      const parent = await temporaryFolder(t);
      for (const name of ['web', 'on', '1.10', '1e3', '.dot', '-', 'null', '2020-01-01', 'A_b.c']) {
        const directory = await writeNewChart(scaffoldChart(kind, name, texts), parent, name);
        const { metadata } = await loadChartFolder(directory);
        assert.equal(metadata.name, name);
        assert.equal(metadata.version, '0.1.0');
      }
    });

    it(`keeps no mark of the pattern it is made of: ${kind}`, () => {
      for (const [path, text] of scaffoldChart(kind, 'web', texts)) {
        assert.doesNotMatch(text, /<<|>>/, path);
        assert.match(text, /[^\n]\n$/, path);
      }
    });
  }

  it('has the files of its kind', () => {
    const of = (kind: 'application' | 'library' | 'empty') => [
      ...scaffoldChart(kind, 'web', texts).keys(),
    ];
    assert.deepEqual(of('application').sort(), [
      '.helmignore',
      'Chart.yaml',
      'templates/NOTES.txt',
      'templates/_helpers.tpl',
      'templates/_serviceAccount.tpl',
      'templates/deployment.yaml',
      'templates/hpa.yaml',
      'templates/ingress.yaml',
      'templates/service.yaml',
      'templates/serviceaccount.yaml',
      'templates/tests/connection.yaml',
      'values.schema.json',
      'values.yaml',
    ]);
    assert.deepEqual(of('library').sort(), [
      '.helmignore',
      'Chart.yaml',
      'templates/_configMap.tpl',
      'templates/_helpers.tpl',
      'values.yaml',
    ]);
    assert.deepEqual(of('empty').sort(), [
      '.helmignore',
      'Chart.yaml',
      'templates/_helpers.tpl',
      'values.yaml',
    ]);
  });
});

describe('the name of a new chart', () => {
  for (const name of ['web', 'a.b-c_d', '9', 'UPPER', 'x'.repeat(250)]) {
    it(`can be ${name.slice(0, 20)}`, () => {
      checkChartName(name);
    });
  }
  for (const name of ['', '.', '..', 'a b', 'a/b', 'a\\b', 'grüß', 'a\n', 'x'.repeat(251)]) {
    it(`cannot be ${JSON.stringify(name.slice(0, 20))}`, async () => {
      const problem = await problemOf(
        Promise.resolve().then(() => {
          checkChartName(name);
        }),
      );
      assert.equal(problem.code, 'chart.name-invalid');
    });
  }
});

describe('writing a new chart', () => {
  const files = new Map([
    ['Chart.yaml', 'apiVersion: v2\n'],
    ['templates/a.yaml', ''],
  ]);

  it('makes the folder it goes into', async (t) => {
    const parent = join(await temporaryFolder(t), 'not', 'there');
    assert.equal(await writeNewChart(files, parent, 'web'), join(parent, 'web'));
    assert.deepEqual(await readdir(parent), ['web']);
  });

  it('overwrites nothing: a folder, a file or a broken link', async (t) => {
    const parent = await temporaryFolder(t);
    await mkdir(join(parent, 'folder'));
    await writeFile(join(parent, 'file'), 'mine');
    await symlink('nowhere', join(parent, 'link'));
    for (const name of ['folder', 'file', 'link']) {
      assert.equal((await problemOf(writeNewChart(files, parent, name))).code, 'chart.exists');
    }
    assert.deepEqual((await readdir(parent)).sort(), ['file', 'folder', 'link']);
    assert.deepEqual(await readdir(join(parent, 'folder')), []);
  });

  it('leaves nothing when it fails half-way or is cancelled', async (t) => {
    const parent = await temporaryFolder(t);
    const clashing = new Map([...files, ['Chart.yaml/inside', '']]);
    assert.equal(
      (await problemOf(writeNewChart(clashing, parent, 'web'))).code,
      'chart.not-written',
    );
    await assert.rejects(writeNewChart(files, parent, 'web', { signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
    assert.deepEqual(await readdir(parent), []);
  });
});
