import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { commandTable, findCommand } from '../../../src/cli/commandTable';
import { endings, exitCodeOf, exitCodeOfAll } from '../../../src/cli/exitCode';
import { commandHelp, overview, usage } from '../../../src/cli/help';
import { commonOptions } from '../../../src/cli/options';
import { parseCall } from '../../../src/cli/parse';

const root = join(__dirname, '../../../..');
const page = readFileSync(join(root, 'docs', 'command-line.md'), 'utf8');

/** The cells of each row of the tables of a Markdown page. */
const cells = page
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe('every command', () => {
  for (const entry of commandTable) {
    it(`${entry.name} has help, examples that can be parsed, and its line in the page`, async () => {
      const command = await entry.load();
      const help = commandHelp(entry, command);
      assert.match(help, new RegExp(`^Usage: chartroom ${entry.name}\\b`, 'm'));
      assert.ok(help.split('\n').every((line) => line.length <= 160));
      assert.ok(command.examples.length > 0);
      for (const { command: line } of command.examples) {
        const [, typed = ''] = /chartroom ([^|]*)/.exec(line) ?? [];
        const words = [...typed.matchAll(/"([^"]*)"|(\S+)/g)].map(
          ([, quoted, word]) => quoted ?? word ?? '',
        );
        const found = findCommand(words);
        assert.equal(found?.entry, entry, line);
        parseCall(found.rest, command, entry.name);
      }
      const clashes = Object.keys(command.options).filter((name) => name in commonOptions);
      assert.deepEqual(clashes, []);
      const shown = usage(entry.name, command).replace(' [OPTION…]', '');
      assert.ok(
        cells.some(([name, what]) => name === `\`${shown}\`` && what === entry.summary),
        `docs/command-line.md has no row | \`${shown}\` | ${entry.summary} |`,
      );
    });
  }

  it('is in the overview', () => {
    for (const { name, summary } of commandTable) {
      assert.match(overview(), new RegExp(`^  ${name} +${summary}$`, 'm'));
    }
  });
});

describe('exit codes', () => {
  it('are in the page as they are in the code', () => {
    for (const { code, meaning } of Object.values(endings)) {
      assert.ok(
        cells.some(([first, second]) => first === String(code) && second === meaning),
        `docs/command-line.md has no row | ${code} | ${meaning} |`,
      );
    }
  });

  it('name codes that errors have', () => {
    const known = new Set(codesInSources());
    const areas = new Set([...known].map((code) => `${code.split('.')[0] ?? ''}.`));
    for (const error of Object.values(endings).flatMap(({ errors }): readonly string[] => errors)) {
      assert.ok(known.has(error) || areas.has(error), error);
    }
  });

  const rows: [string, number][] = [
    ['oci.not-found', 3],
    ['oci.unauthorized', 4],
    ['ecr.session-expired', 4],
    ['registry.tag-immutable', 5],
    ['chart.metadata-invalid', 6],
    ['chart.folder-exists', 5],
    ['oci.unreachable', 7],
    ['oci.disk-full', 1],
    ['credentials.not-written', 1],
    ['registry.quota', 1],
    ['acr.quota', 1],
    ['usage.option', 2],
  ];
  for (const [code, exitCode] of rows) {
    it(`${exitCode} for ${code}`, () => {
      assert.equal(exitCodeOf(errorOf(code)), exitCode);
    });
  }

  it('of several failures are that of all of them, or 1', () => {
    assert.equal(exitCodeOfAll([]), 0);
    assert.equal(exitCodeOfAll([errorOf('oci.denied'), errorOf('oci.unauthorized')]), 4);
    assert.equal(exitCodeOfAll([errorOf('oci.denied'), errorOf('oci.not-found')]), 1);
    assert.equal(exitCodeOf(new TypeError('odd')), 1);
  });
});

function errorOf(code: string): ChartroomError {
  return new ChartroomError({ code, template: 'It failed' });
}

function codesInSources(): string[] {
  const folder = join(root, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('exitCode.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [...text.matchAll(/[`']([a-z]+\.[a-z-]+)[`'$]/g)].map(([, code]) => code ?? '');
    });
}
