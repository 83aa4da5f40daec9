import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PublishState } from '../../../../src/publishing/publishState';
import {
  isDue,
  overallWord,
  standingOf,
  type StandingWord,
} from '../../../../src/publishing/release/standing';

const cases: readonly (readonly [state: PublishState, version: string, word: StandingWord])[] = [
  [{}, '1.0.0', 'unknown'],
  [{ repositoryExists: true }, '1.0.0', 'unknown'],
  [{ repositoryExists: false, versions: [] }, '1.0.0', 'not published'],
  [{ versions: ['0.9.0'] }, '1.0.0', 'not published'],
  [{ versions: ['1.1.0', '0.9.0'] }, '1.0.0', 'behind'],
  [{ versions: ['1.0.0'] }, '1.0.0-rc.1', 'behind'],
  [{ versions: ['1.0.1-rc.1'] }, '1.0.0', 'behind'],
  [{ versions: ['1.0.0', '2.0.0'], published: 'same' }, '1.0.0', 'same'],
  [{ versions: ['1.0.0', '2.0.0'], published: 'different' }, '1.0.0', 'differs'],
  [{ versions: ['1.0.0'] }, '1.0.0', 'published'],
  [{ versions: ['2.0.0'] }, 'none', 'not published'],
];

describe('how a chart stands at a place', () => {
  for (const [state, version, word] of cases) {
    it(`${version} is ${word} where there is ${JSON.stringify(state)}`, () => {
      assert.equal(standingOf(state, version).is, word);
    });
  }

  it('tells the newest version there, and a repository that has to be made', () => {
    const { newest } = standingOf({ versions: ['1.9.0', '1.10.0', '1.10.0-rc.1'] }, '2.0.0');
    assert.equal(newest, '1.10.0');
    const missing = standingOf({ repositoryExists: false, canCreate: true, versions: [] }, '1.0.0');
    assert.deepEqual([missing.is, missing.repositoryMissing], ['not published', true]);
  });

  it('is said of several places by the most urgent word', () => {
    const standings = [{ versions: ['1.0.0'], published: 'same' } as const, { versions: [] }, {}];
    const all = standings.map((state) => standingOf(state, '1.0.0'));
    assert.deepEqual(overallWord(all), { word: 'not published', count: 1 });
    assert.deepEqual(all.map(isDue), [false, true, false]);
    assert.equal(overallWord([]), undefined);
  });
});
