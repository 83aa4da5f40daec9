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

/**
 * Waits until VS Code shows what is expected of a file.
 * @throws Error with what it shows instead
 */
export async function whenFindings(
  uri: vscode.Uri,
  isExpected: (findings: readonly string[]) => boolean,
): Promise<readonly string[]> {
  const { promise, resolve, reject } = deferred<readonly string[]>();
  const look = (): void => {
    const findings = findingsIn(uri);
    if (isExpected(findings)) resolve(findings);
  };
  const subscription = vscode.languages.onDidChangeDiagnostics(look);
  const timer = setTimeout(() => {
    reject(new Error(`VS Code shows\n${findingsIn(uri).join('\n')}`));
  }, patience);
  look();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    subscription.dispose();
  }
}

export function diagnosticsIn(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Chartroom');
}

function ruleIn(code: vscode.Diagnostic['code']): string {
  return String(typeof code === 'object' ? code.value : code);
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

function deferred<T>(): Deferred<T> {
  let settle: Omit<Deferred<T>, 'promise'> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    promise,
    resolve: (value) => settle?.resolve(value),
    reject: (error) => settle?.reject(error),
  };
}
