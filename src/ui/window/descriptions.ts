import * as vscode from 'vscode';

const scheme = 'chartroom-description';

/** Shows texts that nobody edits: they can be searched, copied and read aloud as any other. */
export interface Descriptions {
  dispose(): void;
  /** Opens a text in an editor, in place of what was shown under the same name before. `name` ends as a file of its language does. */
  show(name: string, text: string): Promise<void>;
}

export function createDescriptions(): Descriptions {
  const texts = new Map<string, string>();
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const registration = vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      // An editor of an earlier window comes back without its text.
      provideTextDocumentContent: ({ path }) =>
        texts.get(path) ?? vscode.l10n.t('# Ask for this description again.'),
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === scheme) texts.delete(uri.path);
    }),
  );
  return {
    dispose: () => {
      registration.dispose();
    },
    show: async (name, text) => {
      const uri = vscode.Uri.from({ scheme, path: `/${name}` });
      texts.set(uri.path, text);
      changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
    },
  };
}
