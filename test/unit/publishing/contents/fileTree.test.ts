import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileTree } from '../../../../src/publishing/contents/fileTree';

function namesIn(tree: ReturnType<typeof fileTree>, path: string): readonly string[] | undefined {
  return tree.get(path)?.map(({ name, type }) => (type === 'folder' ? `${name}/` : name));
}

describe('a tree of files', () => {
  const tree = fileTree([
    'values.yaml',
    'templates/tests/test-10.yaml',
    'templates/tests/test-9.yaml',
    'templates/all.yaml',
    'Chart.yaml',
    'crds/guest.yaml',
  ]);

  it('has folders first, each by name, numbers as numbers', () => {
    assert.deepEqual(namesIn(tree, ''), ['crds/', 'templates/', 'Chart.yaml', 'values.yaml']);
    assert.deepEqual(namesIn(tree, 'templates'), ['tests/', 'all.yaml']);
    assert.deepEqual(namesIn(tree, 'templates/tests'), ['test-9.yaml', 'test-10.yaml']);
  });

  it('knows a file from a folder, and neither from what is not there', () => {
    assert.equal(namesIn(tree, 'Chart.yaml'), undefined);
    assert.equal(namesIn(tree, 'charts'), undefined);
    assert.deepEqual(namesIn(fileTree([]), ''), []);
  });
});
