import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  byName,
  nestRepositories,
  type RepositoryFolder,
} from '../../../../src/ui/explorer/repositoryFolders';

/** The rows as a person sees them with every folder open; folders end with a slash. */
function rows({ folders, repositories }: RepositoryFolder, depth = 0): string[] {
  const indent = '  '.repeat(depth);
  return [
    ...folders.flatMap((folder) => [`${indent}${folder.label}/`, ...rows(folder, depth + 1)]),
    ...repositories.map((name) => `${indent}${name}`),
  ];
}

describe('repositories as folders', () => {
  it('nest by the parts of their names, folders first', () => {
    assert.deepEqual(rows(nestRepositories(['web', 'team/tools', 'team/charts/app'])), [
      'team/',
      '  charts/',
      '    team/charts/app',
      '  team/tools',
      'web',
    ]);
  });

  it('show folders that hold nothing but one folder as one row', () => {
    const names = ['eu/team/charts/app', 'eu/team/charts/cache'];
    assert.deepEqual(rows(nestRepositories(names)), [
      'eu/team/charts/',
      '  eu/team/charts/app',
      '  eu/team/charts/cache',
    ]);
  });

  it('keep a folder with a repository beside its only folder', () => {
    assert.deepEqual(rows(nestRepositories(['eu/charts/app', 'eu/base'])), [
      'eu/',
      '  charts/',
      '    eu/charts/app',
      '  eu/base',
    ]);
  });

  it('show a name that is also the path of others as a repository and as a folder', () => {
    assert.deepEqual(rows(nestRepositories(['app', 'app/cache', 'app/cache/small'])), [
      'app/',
      '  cache/',
      '    app/cache/small',
      '  app/cache',
      'app',
    ]);
  });

  it('are ordered as people order names, however the host lists them', () => {
    const names = ['app-10', 'app-9', 'b/x', 'app-1', 'a/x', 'App'];
    assert.deepEqual(rows(nestRepositories(names)), [
      ...['a/', '  a/x', 'b/', '  b/x'],
      ...['App', 'app-1', 'app-9', 'app-10'],
    ]);
    assert.deepEqual(rows(nestRepositories([...names].reverse())), rows(nestRepositories(names)));
  });

  it('keep their order when more are loaded', () => {
    const first = ['team/charts/b', 'team/charts/a', 'z'];
    const all = nestRepositories([...first, 'team/charts/ab', 'team/zoo/x', 'y']);
    const kept = rows(all)
      .map((row) => row.trim())
      .filter((row) => first.includes(row));
    assert.deepEqual(kept, ['team/charts/a', 'team/charts/b', 'z']);
  });

  it('keep where a row begins when what it showed as one comes apart', () => {
    const [before] = nestRepositories(['team/charts/a']).folders;
    const [after] = nestRepositories(['team/charts/a', 'team/zoo/x']).folders;
    assert.deepEqual([before?.label, before?.top], ['team/charts', 'team']);
    assert.deepEqual([after?.label, after?.top], ['team', 'team']);
    assert.deepEqual(
      after?.folders.map(({ label, top, path }) => [label, top, path]),
      [
        ['charts', 'team/charts', 'team/charts'],
        ['zoo', 'team/zoo', 'team/zoo'],
      ],
    );
  });

  it('are nothing when there are none', () => {
    assert.deepEqual(rows(nestRepositories([])), []);
  });
});

describe('the order of names', () => {
  it('counts numbers as numbers and leaves no two names equal', () => {
    assert.deepEqual(['a2', 'a10', 'a1', 'a01'].sort(byName), ['a01', 'a1', 'a2', 'a10']);
    assert.notEqual(byName('a01', 'a1'), 0);
  });
});
