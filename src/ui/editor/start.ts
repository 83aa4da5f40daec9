import * as vscode from 'vscode';
import { createChartDiagnostics, type ChartDiagnosticsParts } from './chartDiagnostics';
import { registerFixes } from './fixes';

/** Everything that looks at the files of charts, open or not. */
export function startEditor(parts: ChartDiagnosticsParts): vscode.Disposable {
  const diagnostics = createChartDiagnostics(parts);
  return vscode.Disposable.from(diagnostics, registerFixes(diagnostics));
}
