import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryPath } from '../../../../src/chart/archive/entryPath';

describe('the path of an archive entry', () => {
  const accepted = [
    { name: 'lobby/Chart.yaml', path: 'Chart.yaml' },
    { name: 'any other folder/Chart.yaml', path: 'Chart.yaml' },
    { name: '/Chart.yaml', path: 'Chart.yaml' },
    { name: 'lobby/./templates//a.yaml', path: 'templates/a.yaml' },
    { name: 'lobby/templates/../Chart.yaml', path: 'Chart.yaml' },
    { name: 'lobby\\templates\\a.yaml', path: 'templates/a.yaml' },
    { name: 'c:\\Chart.yaml', path: 'Chart.yaml' },
    { name: 'lobby/a..b', path: 'a..b' },
  ];
  for (const { name, path } of accepted) {
    it(`of ${JSON.stringify(name)} is ${path}`, () => {
      assert.equal(entryPath(name), path);
    });
  }

  const refusals = {
    'chart illegally references parent directory': [
      '../../outside',
      '/a/../../outside',
      '/../../outside',
      './../../outside',
      '\\..\\..\\outside',
      'lobby/..notes',
    ],
    'chart illegally contains content outside the base directory': [
      './.',
      '/./.',
      'no-folder',
      'lobby/',
      '',
    ],
    'chart illegally contains absolute paths': ['//a', '///a', '\\\\a', '\\\\?\\C\\windows\\magic'],
    'chart contains illegally named files': ['\\.\\c:\\\\a', '/./c://a', 'lobby/a\0b'],
    'chart yaml not in base directory': ['Chart.yaml/a'],
  };
  for (const [reason, names] of Object.entries(refusals)) {
    for (const name of names) {
      it(`is refused for ${JSON.stringify(name)}: ${reason}`, () => {
        assert.throws(() => entryPath(name), {
          code: 'chart.archive-invalid',
          message: `The chart archive is refused: ${reason}: "${name}"`,
        });
      });
    }
  }
});
