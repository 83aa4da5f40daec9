import type { PublishTarget } from '../../publishing/publishTarget';
import { ChartroomError } from '../../base/error';
import { selectedRows } from '../window/selectedRows';
import { isSamePlace, placesOf } from './chartItem';
import type { ChartsNode } from './chartsView';
import { readPublishSetting } from './publishTargets';
import { findWorkspaceCharts, type WorkspaceChart } from './workspaceCharts';

/** What a command on charts is about. */
export interface ChosenCharts {
  /** Every chart of the workspace, each once. */
  readonly workspace: readonly WorkspaceChart[];
  readonly charts: readonly WorkspaceChart[];
  /** Whether somebody pointed at them; else they are all that have a place to be published to. */
  readonly isSelection: boolean;
  /** Where only some places of a chart were chosen. */
  readonly takes: (directory: string, place: PublishTarget) => boolean;
}

/** The rows of the Charts view that a command was called on, else every chart of the workspace with a place. */
export async function chosenCharts(argument: unknown, selection: unknown): Promise<ChosenCharts> {
  const workspace = await findWorkspaceCharts();
  const rows = selectedRows(argument, selection, isRow);
  if (rows.length === 0) {
    const setting = readPublishSetting();
    const charts = workspace.filter((chart) => placesOf(chart, setting).length > 0);
    return { workspace, charts, isSelection: false, takes: () => true };
  }
  const directories = new Set(rows.map(({ chart }) => chart.directory));
  const charts = workspace.filter(({ directory }) => directories.has(directory));
  const takes = (directory: string, place: PublishTarget): boolean =>
    rows.some(
      (row) => row.chart.directory === directory && (row.type === 'chart' || isOfRow(row, place)),
    );
  return { workspace, charts, isSelection: true, takes };
}

type Row = Extract<ChartsNode, { type: 'chart' | 'place' }>;

function isRow(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return (value.type === 'chart' || value.type === 'place') && 'chart' in value;
}

function isOfRow(row: Row, place: PublishTarget): boolean {
  if (row.type === 'chart' || row.place instanceof ChartroomError) return false;
  return isSamePlace(row.place, place);
}
