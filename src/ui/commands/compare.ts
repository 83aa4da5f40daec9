import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { compareVersions, parseVersion } from '../../chart/version';
import { versionOfTag } from '../../chart/tag';
import { publishTargetOf } from '../charts/publishTargets';
import type { ComparedChart, ComparedPair } from '../compare/comparedChart';
import { savedSide, versionSide, workspaceSide } from '../compare/comparedCharts';
import { titleOf } from '../compare/viewTitle';
import { isExplorerNode } from '../explorer/node';
import { pickChart } from '../pick/pickChart';
import {
  pickComparedChart,
  versionToCompare,
  type PickComparedChartOptions,
} from '../pick/pickComparedChart';
import { remoteOfReference } from '../pick/pickRemote';
import { isSavedRow } from '../saved/savedView';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'connections' | 'saved' | 'savedTree' | 'comparison'>;

/**
 * Compare Version With: a version or saved chart, or one that is asked for, with another one. Two rows that are selected
 * together, or two references, are compared with one another.
 */
export function compareVersionCommand(parts: Needed): CommandHandler {
  return async (argument, selection) => {
    const rows = selectedRows(argument, selection);
    if (rows.length > 1) {
      await compareSelected(parts, rows);
      return;
    }
    const title = vscode.l10n.t('Compare Version');
    const first = await chartOf(parts, argument, title);
    if (!first) return;
    const second = await pickComparedChart({
      ...parts,
      title,
      placeholder: vscode.l10n.t('Compare {name} with…', { name: first.label }),
      near: nearOf(argument),
      other: first,
    });
    if (second) await compare(parts, inOrder(first, second));
  };
}

/** Compare Chart With Published Version: a chart of the workspace, the newest version of where it is published first. */
export function compareChartCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const title = vscode.l10n.t('Compare Chart With Published Version');
    const chart = await pickChart(argument, title);
    if (!chart) return;
    const after = workspaceSide(chart);
    const { metadata, directory } = chart;
    const target = metadata && publishTargetOf(directory, metadata.name);
    const connection = target && parts.connections.forHost(target.registry);
    const before = await pickComparedChart({
      ...parts,
      title,
      placeholder: vscode.l10n.t('Compare {name} with…', { name: after.label }),
      near: connection && {
        repository: connection.registry.repository(target.repository),
        connectionId: connection.id,
      },
      other: after,
    });
    if (before) await compare(parts, { before, after });
  };
}

/** Select for Compare: remembers a row until Compare with Selected. */
export function selectForCompareCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const chart = await chartOf(parts, argument, vscode.l10n.t('Select for Compare'));
    if (!chart) return;
    (await parts.comparison.view()).select(chart);
    const words = vscode.l10n.t('Selected {name} for compare', { name: chart.label });
    vscode.window.setStatusBarMessage(words, 5000);
  };
}

/** Compare with Selected: what was selected is the side before. */
export function compareWithSelectedCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const { selected } = await parts.comparison.view();
    if (!selected) return;
    const after = await chartOf(parts, argument, vscode.l10n.t('Compare with Selected'));
    if (after) await compare(parts, { before: selected, after });
  };
}

/** What VS Code hands over of rows that are selected together; a reference as second argument counts as one. */
function selectedRows(argument: unknown, selection: unknown): readonly unknown[] {
  if (typeof selection === 'string') return [argument, selection];
  return Array.isArray(selection) ? (selection as unknown[]) : [];
}

async function compareSelected(parts: Needed, rows: readonly unknown[]): Promise<void> {
  const charts: ComparedChart[] = [];
  for (const row of rows) {
    const chart = await chartOfRow(parts, row);
    if (chart) charts.push(chart);
  }
  const [first, second, ...more] = charts;
  if (!first || !second || more.length > 0) {
    throw new ChartroomError({
      code: 'compare.not-two',
      template: 'Two charts can be compared at a time, and {count} are selected',
      facts: { count: charts.length },
    });
  }
  await compare(parts, inOrder(first, second));
}

async function compare({ comparison }: Needed, pair: ComparedPair): Promise<void> {
  const view = await comparison.view();
  await withProgress(vscode.l10n.t('Comparing {names}', { names: titleOf(pair) }), ({ signal }) =>
    view.show(pair, signal),
  );
}

/** The chart of a row or file; one that is picked where the command comes from the palette. */
async function chartOf(
  parts: Needed,
  argument: unknown,
  title: string,
): Promise<ComparedChart | undefined> {
  const placeholder = vscode.l10n.t('Choose the first of two charts to compare');
  return (
    (await chartOfRow(parts, argument)) ??
    (await pickComparedChart({ ...parts, title, placeholder }))
  );
}

async function chartOfRow(parts: Needed, row: unknown): Promise<ComparedChart | undefined> {
  const { saved } = parts;
  if (typeof row === 'string') return chartOfReference(parts, row);
  if (isSavedRow(row)) return savedSide(saved, row.chart);
  if (isExplorerNode(row)) {
    return row.type === 'version'
      ? withProgress(
          vscode.l10n.t('Looking up {reference}', { reference: row.tag }),
          ({ signal }) => versionSide(row, { signal }),
        )
      : undefined;
  }
  return row === undefined ? undefined : workspaceSideOf(row);
}

/** A saved chart of that reference, else what a registry has. */
async function chartOfReference(
  { connections, saved, savedTree }: Needed,
  reference: string,
): Promise<ComparedChart | undefined> {
  const row = (await savedTree.rows()).find((one) => one.reference === reference);
  if (row) return savedSide(saved, row);
  const title = vscode.l10n.t('Compare Version');
  return versionToCompare({ title, connections }, remoteOfReference(connections, reference));
}

async function workspaceSideOf(argument: unknown): Promise<ComparedChart | undefined> {
  const chart = await pickChart(argument, vscode.l10n.t('Compare'));
  return chart && workspaceSide(chart);
}

function nearOf(argument: unknown): PickComparedChartOptions['near'] {
  if (!isExplorerNode(argument) || argument.type !== 'version') return undefined;
  const { repository, parent } = argument.parent;
  return { repository, connectionId: parent.connection.id };
}

/** The older first, and the workspace last; what cannot be told stays as it was chosen. */
function inOrder(first: ComparedChart, second: ComparedChart): ComparedPair {
  const kept = { before: first, after: second };
  const swapped = { before: second, after: first };
  if (first.side.type !== second.side.type) return first.side.type === 'folder' ? swapped : kept;
  const [one, other] = [first, second].map(({ side }) =>
    parseVersion(versionOfTag(side.name.slice(side.name.lastIndexOf(':') + 1))),
  );
  return one && other && compareVersions(one, other) > 0 ? swapped : kept;
}
