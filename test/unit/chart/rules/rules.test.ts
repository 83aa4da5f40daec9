import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it, test } from 'node:test';
import { checkChart } from '../../../../src/chart/rules/check';
import { ruleTable } from '../../../../src/chart/rules/rules';

describe('the table of rules', () => {
  it('has each name once, in kebab-case', () => {
    const names = ruleTable.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  });

  it('is what docs/rules.md tells, with the severities', async () => {
    const text = await readFile('docs/rules.md', 'utf8');
    const told = Array.from(
      text.matchAll(/^### (\S+)\n\n\((\w+)\) \S/gm),
      ([, name, severity]) => ({ name, severity }),
    );
    assert.deepEqual(
      told,
      ruleTable.map(({ name, severity }) => ({ name, severity })),
    );
    assert.equal(text.match(/^### /gm)?.length, ruleTable.length);
  });

  it('has a golden text for every rule', async () => {
    const files = ['metadata', 'publishing', 'dependencies', 'dependencyVersions', 'values'];
    const texts = await Promise.all(
      files.map((file) => readFile(`test/unit/chart/rules/${file}.test.ts`, 'utf8')),
    );
    const all = texts.join('\n');
    const without = ruleTable.filter(
      ({ name, severity }) => !all.includes(` ${severity} ${name} `),
    );
    assert.deepEqual(without, []);
  });
});

test('a level takes the place of the default, and off takes the finding away', () => {
  const texts = new Map([['Chart.yaml', 'apiVersion: v2\nname: app\nversion: 1.0.0\n']]);
  const severities = (levels: Parameters<typeof checkChart>[2]) =>
    checkChart(texts, { folder: 'app' }, levels).map(({ rule, severity }) => ({ rule, severity }));
  assert.deepEqual(severities({}), [{ rule: 'icon-missing', severity: 'info' }]);
  assert.deepEqual(severities({ 'icon-missing': 'error' }), [
    { rule: 'icon-missing', severity: 'error' },
  ]);
  assert.deepEqual(severities({ 'icon-missing': 'off' }), []);
});
