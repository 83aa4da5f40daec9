import assert from 'node:assert/strict';
import { it } from 'node:test';
import { checkChart } from '../../../src/chart/rules/check';
import type { ChartFacts } from '../../../src/chart/rules/chartFacts';
import type { Finding, Fix } from '../../../src/chart/rules/finding';
import type { Facts } from '../../../src/base/error';

/** Texts of a chart by their path; a text alone is a Chart.yaml. */
export type Texts = string | Readonly<Record<string, string>>;

export interface Golden {
  readonly rule: string;
  readonly texts: Texts;
  readonly facts?: Partial<ChartFacts>;
  /** Of this rule, as `finding` writes them. Findings of other rules are not looked at. */
  readonly findings: readonly string[];
  /** The finding stays as long as the facts are what they are. */
  readonly isOfFacts?: boolean;
  /** For titles of fixes of the first finding: the texts after it, those that change. */
  readonly fixed?: Readonly<Record<string, Texts>>;
}

/** One test for each row: the findings of its rule are these, and every fix of them that is made of edits removes its finding. */
export function goldens(rows: readonly Golden[]): void {
  for (const row of rows) {
    it(`${row.rule}: ${JSON.stringify(row.texts).slice(0, 70)}`, () => {
      const texts = textsOf(row.texts);
      const found = check(texts, row);
      assert.deepEqual(found.map(written), row.findings);
      for (const { fixes } of row.isOfFacts === true ? [] : found) {
        for (const fix of fixes.filter(({ edits }) => edits.length > 0)) removes(fix, texts, row);
      }
      for (const [title, after] of Object.entries(row.fixed ?? {})) {
        const fix = found[0]?.fixes.find((one) => fill(one.title, one.facts) === title);
        assert.ok(
          fix,
          `no fix "${title}" among ${found[0]?.fixes.map((one) => fill(one.title, one.facts)).join(', ')}`,
        );
        assert.deepEqual(changes(texts, applied(fix, texts)), Object.fromEntries(textsOf(after)));
      }
    });
  }
}

/** `line:column-line:column severity rule message`, counted from one, after the file where that is not Chart.yaml. */
function written({
  file,
  range: { start, end },
  severity,
  rule,
  template,
  facts,
}: Finding): string {
  const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
  const prefix = file === 'Chart.yaml' ? '' : `${file} `;
  return `${prefix}${place} ${severity} ${rule} ${fill(template, facts)}`;
}

/** The texts after the edits of a fix, the files that are not there made from them. */
function applied(fix: Fix, texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const result = new Map(texts);
  for (const edit of fix.edits.toSorted((a, b) => b.start - a.start)) {
    const text = result.get(edit.file) ?? '';
    result.set(edit.file, text.slice(0, edit.start) + edit.text + text.slice(edit.end));
  }
  if (fix.action?.kind === 'delete-files') fix.action.files.forEach((file) => result.delete(file));
  return result;
}

function textsOf(texts: Texts): ReadonlyMap<string, string> {
  return new Map(Object.entries(typeof texts === 'string' ? { 'Chart.yaml': texts } : texts));
}

function fill(template: string, facts: Facts): string {
  return template.replace(/\{([\w-]+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

function check(texts: ReadonlyMap<string, string>, { rule, facts }: Golden): readonly Finding[] {
  return checkChart(texts, { folder: 'app', ...facts }, {}).filter(
    (finding) => finding.rule === rule,
  );
}

function removes(fix: Fix, texts: ReadonlyMap<string, string>, row: Golden): void {
  const before = check(texts, row).length;
  const after = applied(fix, texts);
  const left = check(after, row);
  assert.ok(
    left.length < before,
    `${fill(fix.title, fix.facts)} leaves it: ${JSON.stringify([...after])}`,
  );
}

function changes(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  return Object.fromEntries([...after].filter(([path, text]) => before.get(path) !== text));
}
