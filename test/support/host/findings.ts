import * as vscode from 'vscode';

/** `line:character-line:character severity rule` of each finding of ours in a file, as VS Code has it. */
export function findingsIn(uri: vscode.Uri): readonly string[] {
  return diagnosticsIn(uri).map(({ range: { start, end }, severity, code }) => {
    const place = `${start.line}:${start.character}-${end.line}:${end.character}`;
    return `${place} ${vscode.DiagnosticSeverity[severity]} ${ruleIn(code)}`;
  });
}

/** Milliseconds after which what is expected does not come any more. */
const patience = 10_000;

/** Waits until VS Code shows what is expected of a file. @throws Error with what it shows instead */
export async function whenFindings(
  uri: vscode.Uri,
  isExpected: (findings: readonly string[]) => boolean,
): Promise<readonly string[]> {
  await whenDiagnostics(uri, () => isExpected(findingsIn(uri)));
  return findingsIn(uri);
}

/** The same for diagnostics of any source. */
export async function whenDiagnostics(
  uri: vscode.Uri,
  isExpected: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const shown = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri);
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      subscription.dispose();
    };
    const look = (): void => {
      const now = shown();
      if (!isExpected(now)) return;
      end();
      resolve(now);
    };
    const timer = setTimeout(() => {
      end();
      const words = shown().map(({ source, message }) => `${source ?? ''}: ${message}`);
      reject(new Error(['VS Code shows', ...words].join('\n')));
    }, patience);
    const subscription = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

export function diagnosticsIn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Chartroom');
}

function ruleIn(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}
