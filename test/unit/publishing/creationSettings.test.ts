import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  defaultSettings,
  formatTags,
  keptSettings,
  parseExclusions,
  parseTags,
  problemWithExclusions,
  settingsLike,
  type ExclusionProblem,
} from '../../../src/publishing/creationSettings';
import type { CreationChoices } from '../../../src/registries/registry';

const everything: CreationChoices = {
  mutability: ['immutable', 'mutable', 'immutable-with-exclusion', 'mutable-with-exclusion'],
  scanOnPush: true,
  encryption: ['aes256', 'kms', 'kms-dsse'],
  tags: true,
};
const nothing: CreationChoices = { mutability: [], scanOnPush: false, encryption: [], tags: false };

describe('the settings of a new repository', () => {
  it('are the first of each choice', () => {
    assert.deepEqual(defaultSettings(everything), {
      mutability: 'immutable',
      scanOnPush: false,
      encryption: 'aes256',
    });
    assert.deepEqual(defaultSettings(nothing), {});
  });

  const whole = {
    mutability: 'immutable-with-exclusion',
    exclusions: ['latest', 'dev-*'],
    scanOnPush: true,
    encryption: 'kms',
    kmsKey: 'alias/charts',
    tags: { team: 'shop' },
  } as const;

  it('are kept as they were, through JSON too', () => {
    assert.deepEqual(keptSettings(JSON.parse(JSON.stringify(whole)), everything), whole);
  });

  it('are kept without what the host does not let choose any more', () => {
    assert.deepEqual(keptSettings(whole, { ...everything, encryption: ['aes256'] }), {
      mutability: 'immutable-with-exclusion',
      exclusions: ['latest', 'dev-*'],
      scanOnPush: true,
      tags: { team: 'shop' },
    });
    assert.deepEqual(keptSettings(whole, nothing), {});
  });

  for (const value of [undefined, null, 'immutable', 7]) {
    it(`are not kept as ${JSON.stringify(value)}`, () => {
      assert.equal(keptSettings(value, everything), undefined);
    });
  }

  it('are read without what is of another shape', () => {
    const odd = { mutability: 'sometimes', scanOnPush: 'yes', tags: { a: 1, b: 'c' } };
    assert.deepEqual(keptSettings(odd, everything), { tags: { b: 'c' } });
  });
});

describe('patterns of tags', () => {
  it('are typed with spaces or commas between', () => {
    assert.deepEqual(parseExclusions(' latest, dev-*  latest\tx '), ['latest', 'dev-*', 'x']);
    assert.deepEqual(parseExclusions(' , '), []);
  });

  const limits = { patterns: 3, length: 12, wildcards: 2 };
  const rows: readonly (readonly [string, ExclusionProblem | undefined])[] = [
    ['latest dev-* *-rc.*', undefined],
    ['', { is: 'none' }],
    ['a b c d', { is: 'too-many', most: 3 }],
    ['a b c a', undefined],
    ['123456789012', undefined],
    ['a 1234567890123', { is: 'too-long', pattern: '1234567890123', most: 12 }],
    ['a *b*c*', { is: 'too-many-wildcards', pattern: '*b*c*', most: 2 }],
    ['latest de+v', { is: 'no-tag', pattern: 'de+v' }],
    ['.hidden', { is: 'no-tag', pattern: '.hidden' }],
    ['a/b', { is: 'no-tag', pattern: 'a/b' }],
  ];
  for (const [text, problem] of rows) {
    it(`"${text}" ${problem === undefined ? 'will do' : `will not do: ${problem.is}`}`, () => {
      assert.deepEqual(problemWithExclusions(text, limits), problem);
    });
  }

  it('are as many and as long as a tag where the host sets no limits', () => {
    assert.equal(problemWithExclusions('a *b*c* d e', undefined), undefined);
    const pattern = 'x'.repeat(129);
    assert.deepEqual(problemWithExclusions(pattern, undefined), { is: 'no-tag', pattern });
  });
});

describe('tags of a repository', () => {
  const rows: readonly (readonly [string, Readonly<Record<string, string>> | undefined])[] = [
    ['', {}],
    ['team=shop', { team: 'shop' }],
    [
      ' team = shop , url=https://x/?a=b,empty=',
      { team: 'shop', url: 'https://x/?a=b', empty: '' },
    ],
    ['team', undefined],
    ['=shop', undefined],
  ];
  for (const [text, tags] of rows) {
    it(`are ${tags ? '' : 'not '}read from "${text}"`, () => {
      assert.deepEqual(parseTags(text), tags);
    });
  }

  it('are written as they are read', () => {
    const tags = { team: 'shop', stage: '' };
    assert.deepEqual(parseTags(formatTags(tags)), tags);
  });
});

describe('settings like those of a repository elsewhere', () => {
  it('are what the host lets choose of them', () => {
    const like = {
      name: 'dev/app',
      ...({ mutability: 'immutable-with-exclusion', exclusions: ['latest*'] } as const),
      ...{ scanOnPush: true, encryption: 'KMS' },
    };
    assert.deepEqual(settingsLike(like, everything), {
      ...{ mutability: 'immutable-with-exclusion', exclusions: ['latest*'] },
      ...{ scanOnPush: true, encryption: 'aes256' },
    });
    const few = { ...everything, mutability: ['mutable', 'immutable'] as const };
    assert.equal(settingsLike(like, few).mutability, 'mutable');
  });
});
