import * as vscode from 'vscode';
import { registerAddMaintainer } from './addMaintainer';
import { createChartDiagnostics, type ChartDiagnosticsParts } from './chartDiagnostics';
import { registerFixes } from './fixes';
import { createHelmLint, type HelmLintParts } from './helmLint';
import { followActiveTemplate } from '../helm/followActiveTemplate';

export type EditorParts = ChartDiagnosticsParts & Omit<HelmLintParts, 'chartOf'>;

/** Everything that looks at the files of charts, open or not. */
export function startEditor(parts: EditorParts): vscode.Disposable {
  const diagnostics = createChartDiagnostics(parts);
  const chartOf = (path: string): string | undefined => diagnostics.chartOf(path);
  const helmLint = createHelmLint({ ...parts, chartOf });
  const actions = [registerFixes(diagnostics), registerAddMaintainer(), followActiveTemplate()];
  return vscode.Disposable.from(diagnostics, ...actions, helmLint);
}
