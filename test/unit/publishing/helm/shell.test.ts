import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  andThen,
  commandLine,
  quote,
  shellOf,
  type Shell,
} from '../../../../src/publishing/helm/shell';

const rows: readonly (readonly [shell: Shell, word: string, typed: string])[] = [
  ['posix', 'oci://registry.example/charts/app', 'oci://registry.example/charts/app'],
  ['posix', '1.4.0+build.5', '1.4.0+build.5'],
  ['posix', '', "''"],
  ['posix', 'my files/a.yaml', "'my files/a.yaml'"],
  ['posix', "it's $HOME `id` !x", String.raw`'it'\''s $HOME ${'`'}id${'`'} !x'`],
  ['posix', '~/a.yaml', "'~/a.yaml'"],
  ['posix', '=cat', "'=cat'"],
  ['posix', 'arn:aws:eks:eu-west-1:1:cluster/prod', 'arn:aws:eks:eu-west-1:1:cluster/prod'],
  ['fish', String.raw`it's a\b`, String.raw`'it\'s a\\b'`],
  ['powershell', '--kube-context', '--kube-context'],
  ['powershell', String.raw`C:\charts\app`, String.raw`C:\charts\app`],
  ['powershell', '1.10', "'1.10'"],
  ['powershell', "it's \u2019fine\u2019", "'it''s \u2019\u2019fine\u2019\u2019'"],
  ['powershell', '$env:USERPROFILE', "'$env:USERPROFILE'"],
  ['powershell', '"a,b.yaml"', `'"a,b.yaml"'`],
  ['windows-powershell', '"a,b.yaml"', String.raw`'\"a,b.yaml\"'`],
  ['windows-powershell', 'C:\\my files\\', String.raw`'C:\my files\\'`],
  ['cmd', String.raw`C:\charts\app`, String.raw`C:\charts\app`],
  ['cmd', 'my files', '"my files"'],
  ['cmd', '', '""'],
  ['cmd', 'a&b|c>d', '"a&b|c>d"'],
  ['cmd', '%PATH%', '^%"PATH"^%'],
  ['cmd', 'C:\\my files\\', String.raw`"C:\my files\\"`],
  ['cmd', '"a,b.yaml"', String.raw`\^""a,b.yaml"\^"`],
];

describe('a word in a terminal', () => {
  for (const [shell, word, typed] of rows) {
    it(`is typed in ${shell} as ${typed}`, () => {
      assert.equal(quote(shell, word), typed);
    });
  }

  it('has no new line, which would run what is before it', () => {
    for (const shell of ['posix', 'fish', 'powershell', 'windows-powershell', 'cmd'] as const) {
      assert.throws(() => quote(shell, 'a\nrm -r b'), { code: 'shell.cannot-quote' });
    }
  });
});

describe('a line in a terminal', () => {
  it('calls a program whose path has to be quoted', () => {
    const words = [String.raw`C:\Program Files\helm.exe`, 'version'];
    assert.equal(
      commandLine('powershell', words),
      String.raw`& 'C:\Program Files\helm.exe' version`,
    );
    assert.equal(commandLine('cmd', words), String.raw`"C:\Program Files\helm.exe" version`);
    assert.equal(commandLine('posix', words), String.raw`'C:\Program Files\helm.exe' version`);
  });

  it('goes on when the one before has ended well', () => {
    assert.equal(andThen('posix', 'a', 'b'), 'a && b');
    assert.equal(andThen('windows-powershell', 'a', 'b'), 'a; if ($?) { b }');
  });
});

describe('the shell of a path', () => {
  const paths: readonly (readonly [string, Shell])[] = [
    ['/bin/zsh', 'posix'],
    ['/usr/bin/fish', 'fish'],
    ['/usr/local/bin/pwsh', 'powershell'],
    [String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`, 'windows-powershell'],
    [String.raw`C:\Windows\System32\cmd.EXE`, 'cmd'],
    [String.raw`C:\Program Files\Git\bin\bash.exe`, 'posix'],
    ['', 'posix'],
  ];
  for (const [path, shell] of paths) {
    it(`${path} is ${shell}`, () => {
      assert.equal(shellOf(path), shell);
    });
  }
});
