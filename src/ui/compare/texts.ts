import * as vscode from 'vscode';

/** Scheme of the texts that a comparison shows and no file has: summaries, and files in an archive of the workspace. */
export const comparisonScheme = 'chartroom-comparison';

/** The text of a URI of the scheme; undefined for one that is empty, such as the other side of a new file. */
export type ReadText = (uri: vscode.Uri) => Promise<string | undefined>;

export interface ComparisonTexts {
  dispose(): void;
  /** From now on texts are read by `read`. */
  serve(read: ReadText): void;
  /** Reads what is open anew. */
  changed(): void;
}

/** Registered from the start, so that an editor of an earlier window is empty and not an error. */
export function createComparisonTexts(): ComparisonTexts {
  const changes = new vscode.EventEmitter<vscode.Uri>();
  let readText: ReadText | undefined;
  const registration = vscode.workspace.registerTextDocumentContentProvider(comparisonScheme, {
    onDidChange: changes.event,
    provideTextDocumentContent: async (uri) => (await readText?.(uri)) ?? '',
  });
  return {
    serve: (read) => {
      readText = read;
    },
    changed: () => {
      for (const { uri } of vscode.workspace.textDocuments) {
        if (uri.scheme === comparisonScheme) changes.fire(uri);
      }
    },
    dispose: () => {
      registration.dispose();
      changes.dispose();
    },
  };
}
