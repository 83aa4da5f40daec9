import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMetadata } from '../../../../src/chart/metadata';
import type { ChartComparison } from '../../../../src/publishing/compare/compareCharts';
import {
  dependencyChanges,
  metadataChanges,
} from '../../../../src/publishing/compare/metadataChanges';
import { compareValues } from '../../../../src/publishing/compare/valuesChanges';
import { valuesSummary } from '../../../../src/publishing/compare/valuesSummary';

function summaryOf(more: Partial<ChartComparison>): readonly string[] {
  const nothing = { files: [], subcharts: [], metadata: [], dependencies: [], values: [] };
  const summary = valuesSummary({
    before: { name: 'a_b:1', digest: undefined },
    after: { name: 'a_b:2', digest: undefined },
    ...nothing,
    ...more,
  });
  return summary.split('\n').filter((line) => line !== '');
}

function ofChartYaml(before: string, after: string): readonly string[] {
  const [one, other] = [parseMetadata(before), parseMetadata(after)];
  const metadata = metadataChanges(one, other);
  return summaryOf({ metadata, dependencies: dependencyChanges(one, other) });
}

async function ofValues(before: string, after: string): Promise<readonly string[]> {
  return summaryOf({ values: [{ chart: '', ...(await compareValues(before, after)) }] });
}

describe('a summary for a changelog', () => {
  it('names what changed in Chart.yaml', () => {
    const lines = ofChartYaml(
      'version: 1.0.0\nappVersion: "1"\nkubeVersion: ">=1.20"\ndescription: a\n',
      'version: 2.0.0\nappVersion: "2"\ndeprecated: true\ndescription: b\n',
    );
    assert.deepEqual(lines, [
      '### Chart',
      '- Version: `1.0.0` → `2.0.0`',
      '- App version: `1` → `2`',
      '- Kubernetes version: `>=1.20` → none',
      '- Deprecated',
    ]);
  });

  it('names dependencies by their aliases, each with what is different', () => {
    const lines = ofChartYaml(
      'dependencies:\n- { name: db, version: 1.x, repository: "oci://a/b" }\n- { name: old, version: 1.x }\n',
      'dependencies:\n- { name: db, version: 2.x, repository: "oci://a/b", condition: db.on }\n- { name: db, alias: more, version: 2.x, repository: "oci://a/b" }\n',
    );
    assert.deepEqual(lines, [
      '### Chart',
      '- Dependency `db`: version `1.x` → `2.x`, condition none → `db.on`',
      '- Removed dependency `old` (`1.x`)',
      '- Added dependency `more` (`2.x`, `oci://a/b`)',
    ]);
  });

  it('keeps backticks and line breaks of a value from being markup, and cuts long ones', async () => {
    const lines = await ofValues('', `a: "x\`y"\nb: |\n  one\n  two\nc: ${'z'.repeat(500)}\n`);
    assert.deepEqual(lines.slice(0, 3), [
      '### Values',
      '- Added `a`: `` "x`y" ``',
      '- Added `b`: `"one\\ntwo\\n"`',
    ]);
    assert.match(lines[3] ?? '', /^- Added `c`: `"z{119}…`$/);
  });

  it('tells another type, and the sub-chart that a value is of', async () => {
    const values = [
      { chart: 'db/os', ...(await compareValues('a: 1\n', 'a: "1"\n', ['db', 'os'])) },
    ];
    assert.deepEqual(summaryOf({ values }), [
      '### Values of the sub-chart `db/os`',
      '- Changed `db.os.a`: `1` → `"1"` (number → string)',
    ]);
  });

  it('says when there is nothing to tell', () => {
    assert.deepEqual(summaryOf({}), [
      String.raw`The same Chart.yaml and the same values in a\_b:1 and a\_b:2.`,
    ]);
  });
});
