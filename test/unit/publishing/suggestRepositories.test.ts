import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { suggestRepositories } from '../../../src/publishing/suggestRepositories';

describe('where a chart could go in a registry', () => {
  it('is a repository of its name, else its name beside others', () => {
    assert.deepEqual(
      suggestRepositories(['charts/web', 'team/charts/shop', 'tool', 'charts/api'], 'shop'),
      { same: ['team/charts/shop'], beside: ['charts/shop', 'team/charts/shop'] },
    );
  });

  it('is nowhere in an empty registry', () => {
    assert.deepEqual(suggestRepositories([], 'shop'), { same: [], beside: [] });
  });
});
