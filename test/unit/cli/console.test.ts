import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConsole, type ConsoleOptions } from '../../../src/cli/console/console';
import { table } from '../../../src/cli/console/table';

function record(
  options: Partial<ConsoleOptions> & { readonly isTTY?: boolean; columns?: number } = {},
) {
  const written: string[] = [];
  let time = 0;
  const { isTTY = false, columns = 40, ...others } = options;
  const console = createConsole({
    stderr: { write: (text) => written.push(text), isTTY, columns },
    environment: {},
    quiet: false,
    verbose: false,
    clock: () => time,
    ...others,
  });
  return { console, written, after: (ms: number) => (time += ms) };
}

const copied = (doneBytes: number) => ({ doneBytes, totalBytes: 4096, phase: 'copying' }) as const;

describe('what comes from charts and registries', () => {
  it('moves no cursor on a terminal, and stays as it is elsewhere', () => {
    const text = 'a\u001b[2Kb\tc\u009d\r\nd\re';
    const terminal = record({ isTTY: true, environment: { TERM: 'dumb' } });
    terminal.console.fail(text);
    assert.deepEqual(terminal.written, ['error: a\uFFFD[2Kb\tc\uFFFD\r\nd\uFFFDe\n']);
    const { console, written } = record();
    console.note(text);
    assert.deepEqual(written, [`${text}\n`]);
  });
});

describe('progress', () => {
  it('is a line for each step where it is no terminal', () => {
    const { console, written } = record();
    console.step('packing');
    console.step('packing');
    console.onProgress(copied(10));
    console.step('pushing');
    console.end();
    assert.deepEqual(written, ['packing\n', 'pushing\n']);
  });

  it('is one line that is written over on a terminal, not too often, and gone in the end', () => {
    const { console, written, after } = record({ isTTY: true });
    console.step('pushing');
    after(100);
    console.onProgress(copied(1024));
    after(10);
    console.onProgress(copied(2048));
    after(100);
    console.onProgress(copied(4096));
    console.end();
    assert.deepEqual(written, [
      '\r\u001b[Kpushing',
      '\r\u001b[Kpushing: 1.0 KiB of 4.0 KiB',
      '\r\u001b[Kpushing: 4.0 KiB of 4.0 KiB',
      '\r\u001b[K',
    ]);
  });

  it('fits the terminal', () => {
    const { console, written } = record({ isTTY: true, columns: 12 });
    console.step('pushing a long name');
    assert.deepEqual(written, ['\r\u001b[Kpushing a …']);
  });

  it('makes way for a note, and is drawn again below', () => {
    const { console, written } = record({ isTTY: true });
    console.step('pushing');
    console.note('created it');
    assert.deepEqual(written.slice(1), ['\r\u001b[K', 'created it\n', '\r\u001b[Kpushing']);
  });

  it('is not there when it is to be quiet; warnings and failures are', () => {
    const { console, written } = record({
      quiet: true,
      isTTY: true,
      environment: { NO_COLOR: '1' },
    });
    console.step('pushing');
    console.note('created it');
    console.warn('careful');
    console.fail('no.');
    assert.deepEqual(written, ['warning: careful\n', 'error: no.\n']);
  });

  it('has colours on a terminal unless NO_COLOR is set', () => {
    const { console, written } = record({ isTTY: true });
    console.fail('no.');
    assert.deepEqual(written, ['\u001b[31merror:\u001b[0m no.\n']);
  });
});

describe('the log', () => {
  it('is warnings alone, or everything, without secrets', () => {
    const brief = record();
    brief.console.log.debug('Request', { path: '/v2/' });
    brief.console.log.warn('odd');
    assert.deepEqual(brief.written, ['[warn] odd\n']);
    const all = record({ verbose: true });
    all.console.log.debug('Request', { authorization: 'Bearer abcdefghijkl' });
    assert.deepEqual(all.written, ['[debug] Request {"authorization":"…"}\n']);
  });
});

describe('a table', () => {
  it('has columns as wide as they have to be', () => {
    const lines = table(['TAG', 'SIZE'], [['1.0.0'], ['2.0.0-rc.1', '2 B']]);
    assert.deepEqual(lines, ['TAG         SIZE', '1.0.0', '2.0.0-rc.1  2 B']);
    assert.deepEqual(table(['TAG'], []), []);
  });
});
