import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextVersions } from '../../../src/chart/nextVersion';

describe('the versions after', () => {
  const rows = [
    ['1.2.3', ['1.2.4', '1.3.0', '2.0.0', '1.2.4-rc.1']],
    ['0.0.0', ['0.0.1', '0.1.0', '1.0.0', '0.0.1-rc.1']],
    ['1.2.3+build.7', ['1.2.4', '1.3.0', '2.0.0', '1.2.4-rc.1']],
    ['1.2.3-rc.1', ['1.2.3', '1.3.0', '2.0.0', '1.2.3-rc.2']],
    ['1.2.3-rc.9.x+5', ['1.2.3', '1.3.0', '2.0.0', '1.2.3-rc.10.x']],
    ['1.2.3-beta', ['1.2.3', '1.3.0', '2.0.0', '1.2.3-beta.1']],
    ['1.2.3-1', ['1.2.3', '1.3.0', '2.0.0', '1.2.3-2']],
    ['v1.2', ['v1.2.1', 'v1.3.0', 'v2.0.0', 'v1.2.1-rc.1']],
  ] as const;
  for (const [version, next] of rows) {
    it(`${version} are ${next.join(', ')}`, () => {
      assert.deepEqual(
        nextVersions(version).map((one) => one.version),
        next,
      );
    });
  }

  it('a number that cannot grow leave it out', () => {
    assert.deepEqual(
      nextVersions('1.18446744073709551615.0').map(({ step }) => step),
      ['patch', 'major', 'prerelease'],
    );
  });

  it('what is no version are none', () => {
    assert.deepEqual(nextVersions('latest'), []);
  });
});
