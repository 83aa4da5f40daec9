import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import type { Log } from '../../base/log';
import type { TemplateMessage } from '../../chart/templateMessage';
import type { Severity } from '../../chart/rules/finding';
import { runHelmLint } from '../../publishing/helm/runHelmLint';
import { settingNames } from '../contributions';
import { locateHelm, type HelmSurroundings } from '../helm/locateHelm';
import { rangeIn } from '../helm/rangeIn';

export interface HelmLintParts {
  readonly log: Log;
  readonly surroundings: HelmSurroundings;
  /** The chart a file is of. */
  readonly chartOf: (path: string) => string | undefined;
}

/** Runs `helm lint` when a file of a chart is saved, where there is a Helm, and shows what it says of templates. */
export function createHelmLint(parts: HelmLintParts): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('chartroom-helm');
  const running = new Map<string, AbortController>();
  const files = new Map<string, readonly vscode.Uri[]>();

  const lint = async (directory: string): Promise<void> => {
    running.get(directory)?.abort();
    const controller = new AbortController();
    running.set(directory, controller);
    try {
      const helm = await helmFor(directory, parts);
      const messages =
        helm === undefined ? [] : await runHelmLint(helm, directory, { signal: controller.signal });
      const found = await diagnosticsOf(directory, messages);
      controller.signal.throwIfAborted();
      const gone = (files.get(directory) ?? []).map((uri): [vscode.Uri, undefined] => [
        uri,
        undefined,
      ]);
      collection.set([...gone, ...found]);
      files.set(
        directory,
        found.map(([uri]) => uri),
      );
    } finally {
      if (running.get(directory) === controller) running.delete(directory);
    }
  };
  const saved = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    const directory = uri.scheme === 'file' ? parts.chartOf(uri.fsPath) : undefined;
    if (directory === undefined) return;
    lint(directory).catch((error: unknown) => {
      if (!isAbort(error)) parts.log.warn('helm lint failed', { reason: String(error) });
    });
  });
  return vscode.Disposable.from(saved, collection, {
    dispose: () => {
      for (const controller of running.values()) controller.abort();
    },
  });
}

/** The program to run; undefined where there is none, or none is wanted. */
async function helmFor(
  directory: string,
  { surroundings }: HelmLintParts,
): Promise<string | undefined> {
  const uri = vscode.Uri.file(directory);
  const configuration = vscode.workspace.getConfiguration(undefined, uri);
  const isWanted = configuration.get<boolean>(settingNames.helmLintOnSave) ?? true;
  return isWanted ? locateHelm(uri, surroundings) : undefined;
}

async function diagnosticsOf(
  directory: string,
  messages: readonly TemplateMessage[],
): Promise<[vscode.Uri, vscode.Diagnostic[]][]> {
  const found = new Map<string, vscode.Diagnostic[]>();
  for (const message of messages) {
    const file = message.file ?? 'Chart.yaml';
    const diagnostic = new vscode.Diagnostic(
      await rangeOf(join(directory, file), message),
      message.text,
      severities[message.severity],
    );
    diagnostic.source = 'helm lint';
    found.set(file, [...(found.get(file) ?? []), diagnostic]);
  }
  return [...found].map(([file, diagnostics]) => [
    vscode.Uri.file(join(directory, file)),
    diagnostics,
  ]);
}

async function rangeOf(path: string, message: TemplateMessage): Promise<vscode.Range> {
  return rangeIn(await readFile(path, 'utf8').catch(() => ''), message);
}

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  info: vscode.DiagnosticSeverity.Information,
  warning: vscode.DiagnosticSeverity.Warning,
  error: vscode.DiagnosticSeverity.Error,
};
