import { join } from 'node:path';
import * as vscode from 'vscode';
import type { PlacedFinding } from '../../publishing/check/checkFolder';
import { diagnosticOf } from './diagnosticOf';

/** The findings of each chart as VS Code shows them. */
export interface ShownFindings {
  set(directory: string, findings: readonly PlacedFinding[]): void;
  forget(directory: string): void;
}

export function createShownFindings(collection: vscode.DiagnosticCollection): ShownFindings {
  const files = new Map<string, readonly string[]>();
  const set = (directory: string, findings: readonly PlacedFinding[]): void => {
    const found = [...new Set(findings.map(({ file }) => file))];
    const gone = (files.get(directory) ?? []).filter((file) => !found.includes(file));
    collection.set([
      ...gone.map((file): [vscode.Uri, undefined] => [uriOf(directory, file), undefined]),
      ...found.map((file): [vscode.Uri, vscode.Diagnostic[]] => [
        uriOf(directory, file),
        findings
          .filter((finding) => finding.file === file)
          .map((finding) => diagnosticOf(finding, directory)),
      ]),
    ]);
    if (found.length > 0) files.set(directory, found);
    else files.delete(directory);
  };
  return {
    set,
    forget: (directory) => {
      set(directory, []);
    },
  };
}

function uriOf(directory: string, file: string): vscode.Uri {
  return vscode.Uri.file(join(directory, file));
}
