import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { parseIgnore } from '../../../src/chart/ignore';

describe('one rule', () => {
  // A path that ends in / is a directory.
  const rows: readonly (readonly [rule: string, path: string, ignored: boolean])[] = [
    ['helm.txt', 'helm.txt', true],
    ['helm.txt', 'cargo/helm.txt', true],
    ['helm.txt', 'tiller.txt', false],
    ['helm.*', 'helm.txt', true],
    ['*.txt', 'cargo/a.txt', true],
    ['/a.txt', 'a.txt', true],
    ['/a.txt', 'cargo/a.txt', false],
    ['//a.txt', 'a.txt', true],
    ['cargo/a.txt', 'cargo/a.txt', true],
    ['cargo/a.txt', 'x/cargo/a.txt', false],
    ['cargo/*.txt', 'cargo/a.txt', true],
    ['cargo/*.txt', 'cargo/deep/a.txt', false],
    ['cargo', 'cargo/', true],
    ['cargo', 'cargo', true],
    ['cargo/', 'cargo/', true],
    ['cargo/', 'cargo', false],
    ['cargo/', 'x/cargo/', true],
    ['/', 'a/', false],
    ['*', 'a/', true],
    ['/*', 'a/b', false],
    ['a?b', 'a/b', false],
    ['?.txt', 'é.txt', true],
    ['?.txt', '😀.txt', true],
    ['?.txt', 'ab.txt', false],
    ['[ab].txt', 'a.txt', true],
    ['[a-c].txt', 'd.txt', false],
    ['[c-a].txt', 'b.txt', false],
    ['[^a].txt', 'b.txt', true],
    ['[^a].txt', 'a.txt', false],
    ['/a[^z]b', 'a/b', true],
    [String.raw`[\]]`, ']', true],
    [String.raw`[\-x]`, '-', true],
    ['[[]', '[', true],
    ['a]b', 'a]b', true],
    [String.raw`x\[1\].txt`, 'x[1].txt', true],
    [String.raw`\#a`, '#a', true],
    [String.raw`\!a`, '!a', true],
    [String.raw`\*`, 'a', false],
    [String.raw`a\/`, 'a/', false],
    ['*a*b*', 'xaxbx', true],
    ['*a*b*', 'xbxa', false],
    ['*.tgz', '.tgz', true],
    ['a b', 'a b', true],
    ['  a.txt\t', 'a.txt', true],
  ];
  for (const [rule, path, ignored] of rows) {
    it(`${rule} ${ignored ? 'ignores' : 'keeps'} ${path}`, () => {
      const isDirectory = path.endsWith('/');
      const name = isDirectory ? path.slice(0, -1) : path;
      assert.equal(parseIgnore(rule).ignores(name, isDirectory), ignored);
    });
  }
});

describe('a negated rule', () => {
  it('ignores what it does not match', () => {
    assert.equal(parseIgnore('!helm.txt').ignores('tiller.txt', false), true);
    assert.equal(parseIgnore('!helm.txt').ignores('helm.txt', false), false);
  });

  it('keeps nothing that another rule ignores', () => {
    const rules = parseIgnore('*.md\n!README.md');
    assert.equal(rules.ignores('README.md', false), true);
    assert.equal(rules.ignores('Chart.yaml', false), true);
  });

  it('leaves what it matches to the rules after it', () => {
    const rules = parseIgnore('!*.txt\na.txt');
    assert.equal(rules.ignores('a.txt', false), true);
    assert.equal(rules.ignores('b.txt', false), false);
  });

  it('ignores every file when it is for directories', () => {
    assert.equal(parseIgnore('!cargo/').ignores('cargo', false), true);
    assert.equal(parseIgnore('!cargo/').ignores('cargo', true), false);
  });
});

test('comments, empty lines, a byte order mark and CRLF are no part of a rule', () => {
  const rules = parseIgnore('\ufeffa.txt\r\n\r\n# b.txt\r\n   \nc.txt');
  assert.deepEqual(
    ['a.txt', 'b.txt', 'c.txt'].map((path) => rules.ignores(path, false)),
    [true, false, true],
  );
});

test('dot files directly in templates are always ignored', () => {
  const rules = parseIgnore('');
  assert.equal(rules.ignores('templates/.swp', false), true);
  assert.equal(rules.ignores('templates/.git', true), true);
  assert.equal(rules.ignores('templates/sub/.swp', false), false);
  assert.equal(rules.ignores('.helmignore', false), false);
  assert.equal(rules.ignores('templates/.', false), false);
});

test('the chart itself is never ignored', () => {
  for (const path of ['', '.', './']) assert.equal(parseIgnore('*').ignores(path, true), false);
});

test('a pattern that cannot be used is refused with its line', () => {
  const rows: readonly (readonly [text: string, line: number, reason: RegExp])[] = [
    ['a\n# b\n**/c', 3, /double-star/],
    ['[a', 1, /syntax error/],
    ['\n[a-]', 2, /syntax error/],
    ['[-a]', 1, /syntax error/],
    ['[]a]', 1, /syntax error/],
    ['[^]', 1, /syntax error/],
    ['a\\', 1, /syntax error/],
    [`a\n${'b'.repeat(65_536)}`, 2, /too long/],
  ];
  for (const [text, line, reason] of rows) {
    assert.throws(
      () => parseIgnore(text),
      (error) => {
        assert.ok(error instanceof ChartroomError);
        assert.equal(error.code, 'chart.ignore-invalid');
        assert.equal(error.facts['line'], line);
        assert.match(error.message, reason);
        return true;
      },
    );
  }
});

test('a pattern full of stars is decided quickly', () => {
  const rules = parseIgnore(`${'*a'.repeat(200)}b`);
  assert.equal(rules.ignores('a'.repeat(5_000), false), false);
});
