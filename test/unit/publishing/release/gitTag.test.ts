import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hasCode } from '../../../../src/base/error';
import { defaultTagPattern, gitTagName } from '../../../../src/publishing/release/gitTag';

const chart = { name: 'app', version: '1.2.3+build.7' };

describe('the git tag of a version', () => {
  it('is made by the pattern', () => {
    assert.equal(gitTagName(defaultTagPattern, chart), 'app-1.2.3+build.7');
    assert.equal(gitTagName(' charts/{name}/v{version} ', chart), 'charts/app/v1.2.3+build.7');
  });

  for (const pattern of [
    '-{version}',
    '{name} {version}',
    '{version}.lock',
    'a..{version}',
    '/{version}',
    'a/.{version}',
    'a//{version}',
    '{version}:',
    '{version}~1',
    'x@{{version}',
    '{name}',
    '',
  ]) {
    it(`is refused where git takes none, or all versions would share it: "${pattern}"`, () => {
      assert.throws(
        () => gitTagName(pattern, chart),
        (error) => hasCode(error, 'release.tag-name-invalid'),
      );
    });
  }
});
