import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChartComparison } from '../../../../src/publishing/compare/compareCharts';
import { changeRows, type ChangeRow } from '../../../../src/ui/compare/changeRow';
import type { ComparedChart } from '../../../../src/ui/compare/comparedChart';

const chart: ComparedChart = {
  side: { type: 'folder', name: 'lobby', directory: '/charts/lobby' },
  label: 'lobby',
  chart: 'lobby',
  version: 'lobby',
  uri: undefined,
};
const pair = { before: chart, after: chart };

function comparisonOf(
  paths: readonly string[],
  more: Partial<ChartComparison> = {},
): ChartComparison {
  const side = { name: 'lobby', digest: undefined };
  const files = paths.map((path) => ({ change: 'changed' as const, path }));
  const nothing = { subcharts: [], metadata: [], dependencies: [], values: [] };
  return { before: side, after: side, files, ...nothing, ...more };
}

/** Each row on a line, indented as in the view. */
function linesOf(comparison: ChartComparison): readonly string[] {
  const rows = changeRows(comparison, pair);
  const line = (row: ChangeRow): string =>
    row.type === 'summary' ? '#' : row.type === 'folder' ? `${row.name}/` : row.name;
  const below = (row: ChangeRow): readonly string[] => {
    const inside = row.type === 'folder' ? rows.below(row).flatMap(below) : [];
    return [line(row), ...inside.map((one) => `  ${one}`)];
  };
  return rows.below(undefined).flatMap(below);
}

describe('rows of a comparison', () => {
  it('are folders and files, folders first and those with nothing but another as one', () => {
    assert.deepEqual(
      linesOf(comparisonOf(['values.yaml', 'files/a/b/c.txt', 'templates/x.yaml'])),
      [...['files/a/b/', '  c.txt', 'templates/', '  x.yaml', 'values.yaml']],
    );
  });

  it('keep a sub-chart and what is in it apart', () => {
    const comparison = comparisonOf(['charts/db/templates/x.yaml', 'charts/db/charts/os/a.yaml'], {
      subcharts: [{ path: 'db/os', before: '1.0.0', after: '2.0.0' }],
    });
    const lines = ['#', 'charts/db/', '  charts/os/', '    a.yaml', '  templates/', '    x.yaml'];
    assert.deepEqual(linesOf(comparison), lines);
    const rows = changeRows(comparison, pair);
    const [, db] = rows.below(undefined);
    assert.ok(db?.type === 'folder');
    assert.deepEqual([db.isSubchart, db.versions], [true, undefined]);
    const [os] = rows.below(db);
    assert.ok(os?.type === 'folder');
    assert.deepEqual([os.isSubchart, os.versions?.after], [true, '2.0.0']);
  });

  it('are closed folders where there are more than anybody looks through', () => {
    const openOf = (count: number): boolean => {
      const paths = Array.from({ length: count }, (_, at) => `files/${at}.txt`);
      const [folder] = changeRows(comparisonOf(paths), pair).below(undefined);
      assert.ok(folder?.type === 'folder');
      return folder.isOpen;
    };
    assert.deepEqual([openOf(500), openOf(501)], [true, false]);
  });

  it('begin with the summary where there is something to sum up', () => {
    const metadata = [{ field: 'version', before: '1.0.0', after: '2.0.0' }];
    assert.deepEqual(linesOf(comparisonOf(['Chart.yaml'], { metadata })), ['#', 'Chart.yaml']);
    const subcharts = [{ path: 'cache', before: '0.3.2', after: '0.3.4' }];
    assert.deepEqual(linesOf(comparisonOf(['Chart.lock'], { subcharts })), ['#', 'Chart.lock']);
    assert.deepEqual(linesOf(comparisonOf(['Chart.yaml'])), ['Chart.yaml']);
  });
});
