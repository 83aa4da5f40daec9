import * as vscode from 'vscode';
import type { Abortable } from '../../base/abort';
import type { Log } from '../../base/log';
import type { ChartContents } from '../contents/contents';
import { createChosenValues, type ChosenValues } from './chosenValues';
import type { HelmSurroundings } from './locateHelm';
import type { Previews } from './previews';
import { previewScheme, previewUri, type Previewed } from './previewUri';

/** Previews of what templates render to, in read-only editors. */
export interface TemplatePreview {
  readonly values: ChosenValues;
  /** Renders, and shows it beside the editor, or where it is shown already. */
  open(previewed: Previewed, options?: Abortable): Promise<void>;
  /** Renders what is shown anew. */
  refresh(uri: vscode.Uri, options?: Abortable): Promise<void>;
  dispose(): void;
}

interface TemplatePreviewParts {
  readonly contents: ChartContents;
  readonly surroundings: HelmSurroundings;
  readonly log: Log;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
}

/** Registers the previews. Their code is loaded with the first one. */
export function createTemplatePreview(parts: TemplatePreviewParts): TemplatePreview {
  const values = createChosenValues(parts.memory);
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const lensesChanged = new vscode.EventEmitter<void>();
  let loaded: Previews | undefined;
  let loading: Promise<Previews> | undefined;
  const load = async (): Promise<Previews> => {
    const { createPreviews } = await import(/* webpackChunkName: "charts" */ './previews.js');
    loaded = createPreviews({ ...parts, values });
    loaded.onDidChange((uri) => {
      changed.fire(uri);
      lensesChanged.fire();
    });
    return loaded;
  };
  const previews = (): Promise<Previews> => (loading ??= load());
  const selector = { scheme: previewScheme };
  const registration = vscode.Disposable.from(
    values,
    changed,
    lensesChanged,
    vscode.workspace.registerTextDocumentContentProvider(previewScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: async (uri) => (await previews()).text(uri),
    }),
    vscode.languages.registerDocumentLinkProvider(selector, {
      provideDocumentLinks: async (document) => {
        const { previewLinks } = await import(/* webpackChunkName: "charts" */ './previewLinks.js');
        return previewLinks(document);
      },
    }),
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: async ({ uri }) => {
        const { previewLenses } = await import(
          /* webpackChunkName: "charts" */ './previewLinks.js'
        );
        return previewLenses(uri, (await previews()).outcome(uri));
      },
    }),
  );
  return {
    values,
    open: async (previewed, options) => {
      const uri = previewUri(previewed);
      await (await previews()).render(uri, options);
      const document = await vscode.workspace.openTextDocument(uri);
      const viewColumn = columnOf(uri) ?? vscode.ViewColumn.Beside;
      await vscode.window.showTextDocument(document, {
        ...{ viewColumn, preserveFocus: true, preview: false },
      });
    },
    refresh: async (uri, options) => (await previews()).render(uri, options),
    dispose: () => {
      registration.dispose();
      loaded?.dispose();
    },
  };
}

function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  const group = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        input instanceof vscode.TabInputText && input.uri.toString() === uri.toString(),
    ),
  );
  return group?.viewColumn;
}
