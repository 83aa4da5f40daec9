import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatAge, someOf } from '../../../src/ui/format';

describe('formatAge', () => {
  const now = new Date('2026-06-15T12:00:00Z');
  const rows: [string, string][] = [
    ['2026-06-15T12:00:00Z', 'now'],
    ['2026-06-15T11:59:33Z', '27 seconds ago'],
    ['2026-06-15T11:00:00Z', '1 hour ago'],
    ['2026-06-14T12:00:00Z', 'yesterday'],
    ['2026-06-12T12:00:00Z', '3 days ago'],
    ['2025-06-14T12:00:00Z', 'last year'],
  ];
  for (const [date, text] of rows) {
    it(`writes ${date} as "${text}"`, () => {
      assert.equal(formatAge(new Date(date), now, 'en'), text);
    });
  }

  it('says "now" of a clock that is ahead by less than a minute', () => {
    assert.equal(formatAge(new Date('2026-06-15T12:00:30Z'), now, 'en'), 'now');
  });
});

describe('someOf', () => {
  it('names ten at most, and says how many more there are', () => {
    const names = Array.from({ length: 12 }, (_, index) => `1.${index}.0`);
    assert.equal(someOf(names.slice(0, 2)), '1.0.0, 1.1.0');
    assert.equal(someOf(names.slice(0, 10)), names.slice(0, 10).join(', '));
    assert.equal(someOf(names), `${names.slice(0, 10).join(', ')}, … (+2)`);
  });
});
