import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseVersions } from '../../../../src/publishing/mirror/chooseVersions';
import type { VersionSelection } from '../../../../src/publishing/mirror/mirror';

const available = [
  '7.0.0',
  '7.1.0',
  '8.0.0-rc.1',
  '7.2.0-beta.1',
  '7.2.0',
  '6.9.1',
  '8.0.0',
  '7.1.0',
];

function chosen(selection: Partial<VersionSelection>): readonly string[] {
  return chooseVersions(available, (text) => text, { prereleases: false, ...selection }).chosen;
}

describe('the versions of a chart that are mirrored', () => {
  it('are all releases, newest first and each once, where nothing is said', () => {
    assert.deepEqual(chosen({}), ['8.0.0', '7.2.0', '7.1.0', '7.0.0', '6.9.1']);
  });

  it('are those that satisfy a constraint, with pre-releases only where they are asked for', () => {
    assert.deepEqual(chosen({ constraint: '>=7.1 <8' }), ['7.2.0', '7.1.0']);
    assert.deepEqual(chosen({ constraint: '>=7.1 <8', prereleases: true }), [
      ...['8.0.0-rc.1', '7.2.0', '7.2.0-beta.1', '7.1.0'],
    ]);
  });

  it('are the newest of what is wanted', () => {
    assert.deepEqual(chosen({ newest: 2 }), ['8.0.0', '7.2.0']);
    assert.deepEqual(chosen({ newest: 2, prereleases: true }), ['8.0.0', '8.0.0-rc.1']);
    assert.deepEqual(chosen({ newest: 1, constraint: '<8' }), ['7.2.0']);
  });

  it('are those of a list, a pre-release among them, and what is not there is told', () => {
    const selection = { listed: ['7.2.0-beta.1', '9.9.9', '6.9.1'], prereleases: false };
    assert.deepEqual(
      chooseVersions(available, (text) => text, selection),
      {
        chosen: ['7.2.0-beta.1', '6.9.1'],
        missing: ['9.9.9'],
      },
    );
  });
});
