import { listDependencies } from '../../publishing/dependencies/list';
import type { DependencyNode, DependencyRow } from './dependencyNode';
import type { WorkspaceChart } from './workspaceCharts';

/** The rows below a chart: read from its folder when it is opened, asking no host. */
export async function rowsOfChart(chart: WorkspaceChart): Promise<DependencyNode[]> {
  return rowsOfFolder(chart, chart.directory, chart.directory);
}

/** The rows below a dependency: what the chart in charts/ depends on itself. */
export async function rowsOfDependency({
  chart,
  id,
  row,
}: DependencyNode): Promise<DependencyNode[]> {
  const found = row.kind === 'listed' ? row.listed.found : undefined;
  if (!found) return [];
  if (found.isFolder) return rowsOfFolder(chart, id, found.path);
  const { dependencies = [] } = found.metadata;
  return numbered(
    chart,
    id,
    dependencies.map((dependency) => ({ kind: 'inArchive', dependency })),
  );
}

async function rowsOfFolder(
  chart: WorkspaceChart,
  id: string,
  directory: string,
): Promise<DependencyNode[]> {
  const { dependencies, undeclared, definition } = await listDependencies(directory);
  return numbered(chart, id, [
    ...dependencies.map((listed) => ({ kind: 'listed' as const, listed, definition })),
    ...undeclared.map((found) => ({ kind: 'undeclared' as const, found })),
  ]);
}

/** The same chart can be a dependency twice, by an alias. */
function numbered(
  chart: WorkspaceChart,
  parent: string,
  rows: readonly DependencyRow[],
): DependencyNode[] {
  return rows.map((row, index) => ({
    type: 'dependency',
    chart,
    id: `${parent}#${index} ${nameOf(row)}`,
    row,
  }));
}

function nameOf(row: DependencyRow): string {
  switch (row.kind) {
    case 'listed':
      return row.listed.dependency.name;
    case 'undeclared':
      return row.found.metadata.name;
    case 'inArchive':
      return row.dependency.name;
  }
}
