import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { shellWord } from '../../../../src/publishing/generate/shellWord';
import { oddTexts } from '../../../support/generate/pipelines';

describe('a word of a shell', () => {
  for (const text of [...oddTexts, '', 'charts/app', 'oci://h.example/charts/', 'a=b', '~', '!!']) {
    it(`is ${JSON.stringify(text)} again when the shell has read it`, () => {
      const line = `printf '%s' ${shellWord(text)}`;
      assert.equal(execFileSync('sh', ['-c', line], { encoding: 'utf8' }), text);
    });

    it(`has no expression of ${JSON.stringify(text)} left for a forge to replace`, () => {
      assert.doesNotMatch(shellWord(text), /\$[({]/);
    });
  }

  it('is quoted only where it has to be', () => {
    assert.equal(shellWord('charts/app-1.0_x'), 'charts/app-1.0_x');
  });
});
