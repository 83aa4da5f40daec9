import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkChart } from '../../../src/chart/rules/check';
import type { RuleName } from '../../../src/chart/rules/rules';
import { writeFiles } from '../../support/charts/writeFiles';
import { helmAt } from '../../support/helm';
import { peer, without } from '../../support/peer';
import { createChart } from '../../support/publishing/createChart';
import { helmLint } from '../../support/rules/helmLint';
import { inTemporaryFolder } from '../../support/temporaryFolder';
import { lintMessages } from '../../support/rules/lintMessages';
import { helmFixtures, mutations } from '../../support/rules/helmFixtures';
import { lintedCharts, type Texts } from '../../support/rules/lintedCharts';

describe('next to helm lint', { skip: without('helm') }, () => {
  it('a chart as helm create makes it has the one finding that Helm has', async () => {
    await inTemporaryFolder(async (folder) => {
      const helm = await helmAt(peer('helm'), join(folder, 'home'));
      const chart = await createChart(helm, folder, 'fresh');
      assert.deepEqual(rulesOf(await textsIn(chart)), ['icon-missing']);
    });
  });

  it('finds what is wrong in charts like those of the tests of Helm itself', () => {
    const rules = Object.entries(helmFixtures).map(([name, files]) => {
      const found = rulesOf(new Map(Object.entries(files)));
      return [name, found.filter((rule) => rule !== 'values-missing')] as const;
    });
    const badChart = ['api-version-missing', 'name-missing', 'icon-missing', 'version-not-semver'];
    assert.deepEqual(Object.fromEntries(rules), {
      goodone: [],
      badchartfile: [
        ...badChart,
        ...['type-needs-v2', 'source-url-invalid', 'maintainer-email-invalid'],
        ...['dependencies-need-v2', 'dependency-not-in-charts'],
      ],
      anotherbadchartfile: [
        ...['icon-missing', 'version-not-text', 'version-not-semver', 'app-version-not-text'],
      ],
      badchartname: ['name-invalid'],
      invalidchartfile: ['icon-missing', 'key-duplicate', 'api-version-v1'],
      badvaluesfile: ['yaml-invalid'],
      badcrdfile: ['crd-api-version', 'crd-kind'],
      withsubchart: [],
      missingdependency: ['dependency-not-in-charts'],
    });
  });

  it('says all that Helm says of Chart.yaml, values and dependencies, and no error that Helm has not', async () => {
    await inTemporaryFolder(async (folder) => {
      const helm = await helmAt(peer('helm'), join(folder, 'home'));
      const charts = new Map<string, Texts>();
      const created = await textsIn(await createChart(helm, folder, 'app'));
      const linting = [
        ...lintedCharts(),
        ...Object.values(helmFixtures),
        ...mutations(Object.fromEntries(created)),
      ];
      for (const [index, files] of linting.entries()) {
        charts.set(await writeFiles(join(folder, 'charts', String(index)), files), files);
      }
      const linted = await helmLint(helm, [...charts.keys()]);
      assert.equal(linted.size, charts.size);
      const seen = new Set<RuleName>();
      const problems = [...linted].flatMap(([chart, lines]) =>
        compare(charts.get(chart) ?? {}, lines, seen),
      );
      assert.deepEqual(problems, []);
      // A comparison in which Helm finds nothing proves nothing.
      const unseen = lintMessages.flatMap(({ rules }) =>
        rules.some((rule) => seen.has(rule)) ? [] : rules,
      );
      assert.deepEqual(unseen, []);
    });
  });
});

/** What one has that the other has not. */
function compare(files: Texts, lines: readonly string[], seen: Set<RuleName>): readonly string[] {
  const texts = new Map(Object.entries(files));
  const found = rulesOf(texts);
  const about = `\n${JSON.stringify(files)}\nHelm: ${lines.join('\n')}\nfound: ${found.join(', ')}`;
  // Of a text that breaks off, Helm takes what comes before for all of it; the rules say that it breaks off.
  const isCut = found.includes('yaml-invalid');
  const missing = lines
    .filter((line) => !/^\[\w+\] templates\//.test(line))
    .filter((line) => !isCut || !/Chart\.yaml: .* is (?:required|recommended)/.test(line))
    .filter((line) => {
      const message = lintMessages.find(({ pattern }) => pattern.test(line));
      const rules = message?.rules.filter((rule) => found.includes(rule)) ?? [];
      rules.forEach((rule) => seen.add(rule));
      return rules.length === 0;
    });
  // Where Helm stops, it says nothing of what comes after.
  const isWhole = !lines.some((line) => /unable to (?:parse YAML|load chart)/.test(line));
  const more = (isWhole ? lintMessages : [])
    .filter(({ isExact }) => isExact === true)
    .filter(({ rules }) => rules.some((rule) => found.includes(rule)))
    .filter(({ pattern }) => !lines.some((line) => pattern.test(line)));
  return [
    ...missing.map((line) => `missing: ${line}${about}`),
    ...more.map(({ rules }) => `too much: ${rules.join(', ')}${about}`),
  ];
}

function rulesOf(texts: ReadonlyMap<string, string>): readonly string[] {
  const facts = { folder: 'fresh', files: [...texts.keys()] };
  return checkChart(texts, facts, {}).map(({ rule }) => rule);
}

async function textsIn(chart: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(chart, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }): Promise<[string, string]> => {
        const path = join(parentPath, name);
        return [path.slice(chart.length + 1), await readFile(path, 'utf8')];
      }),
    ),
  );
}
