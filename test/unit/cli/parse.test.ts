import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { defineCommand } from '../../../src/cli/command';
import { nearest } from '../../../src/base/nearest';
import { parseCall } from '../../../src/cli/parse';

const command = defineCommand({
  arguments: [
    { name: 'FROM', description: 'where it is' },
    { name: 'TO', description: 'where it goes', optional: true },
  ],
  description: [],
  options: {
    replace: { type: 'boolean', description: '' },
    rule: { type: 'string', multiple: true, value: 'NAME=LEVEL', description: '' },
    to: { type: 'string', short: 'd', value: 'DIR', description: '' },
  },
  examples: [],
  run: () => Promise.resolve({ result: {}, text: [] }),
});

const parse = (...words: string[]) => parseCall(words, command, 'move');

describe('what is typed after a command', () => {
  it('is arguments and options in any order', () => {
    const { arguments: args, options } = parse(
      ...['a', '--rule', 'x=off', '-o', 'json', 'b', '--rule=y=error', '-d', 'here', '--replace'],
    );
    assert.deepEqual(args, ['a', 'b']);
    const rule = ['x=off', 'y=error'];
    assert.deepEqual(options, { rule, output: 'json', to: 'here', replace: true });
  });

  it('can have options of several letters in one, and arguments that look like options', () => {
    assert.deepEqual(parse('-qv', '--', '--odd').options, { quiet: true, verbose: true });
    assert.deepEqual(parse('--', '--odd').arguments, ['--odd']);
    assert.deepEqual(parse('a', '--to=--odd').options, { to: '--odd' });
  });

  it('needs no argument where help is asked for', () => {
    assert.deepEqual(parse('--help').options, { help: true });
  });

  const rows: [readonly string[], string][] = [
    [['a', '--replce'], 'chartroom move has no option --replce; did you mean --replace?'],
    [['a', '--colour'], 'chartroom move has no option --colour'],
    [['a', '-x'], 'chartroom move has no option -x'],
    [['a', '--to'], '--to needs a value: --to=DIR'],
    [['a', '--to', '--replace'], '--to needs a value: --to=DIR'],
    [['a', '--replace=yes'], '--replace takes no value'],
    [['a', '-o', 'yaml'], '--output is "yaml": expected text or json'],
    [[], 'chartroom move needs FROM: where it is'],
    [['a', 'b', 'c'], 'chartroom move does not know what to do with "c"'],
  ];
  for (const [words, message] of rows) {
    it(`is refused: ${words.join(' ') || 'nothing'}`, () => {
      assert.throws(
        () => parse(...words),
        (error) => error instanceof ChartroomError && error.message === message,
      );
    });
  }
});

describe('the nearest word', () => {
  const rows: [string, string | undefined][] = [
    ['psuh', 'push'],
    ['pul', 'pull'],
    ['psh', 'push'],
    ['deps udpate', 'deps update'],
    ['kubectl', undefined],
    ['x', undefined],
  ];
  for (const [typed, word] of rows) {
    it(`to ${typed} is ${word ?? 'none'}`, () => {
      assert.equal(nearest(typed, ['push', 'pull', 'deps update', 'list']), word);
    });
  }
});
