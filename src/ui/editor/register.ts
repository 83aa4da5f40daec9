import * as vscode from 'vscode';
import type { Parts } from '../commands/parts';
import { settingNames } from '../contributions';
import { chartYaml, declaringFiles, everyChartFile } from './chartFile';
import type { EditorFeatures } from './features';

/** A space after a colon or a dash; what versions, references and aliases are made of. */
const completionTriggers = [' ', '/', '.', '^', '~', '@', '"', "'"];

/** Completion, hovers, lenses, links and hints of the files of a chart. Their code is loaded with the first question. */
export function registerEditor(parts: Parts): vscode.Disposable {
  let loading: Promise<EditorFeatures> | undefined;
  const features = (): Promise<EditorFeatures> => {
    loading ??= import(/* webpackChunkName: "editor" */ './features.js').then(
      ({ editorFeatures }) => editorFeatures(parts),
    );
    return loading;
  };
  const lensesChanged = new vscode.EventEmitter<void>();
  const hintsChanged = new vscode.EventEmitter<void>();
  const { languages, workspace } = vscode;
  return vscode.Disposable.from(
    lensesChanged,
    hintsChanged,
    languages.registerCompletionItemProvider(
      declaringFiles,
      {
        provideCompletionItems: async (document, position, token, context) =>
          (await features()).completion(document, position, token, context),
      },
      ...completionTriggers,
    ),
    languages.registerHoverProvider(everyChartFile, {
      provideHover: async (document, position, token) =>
        (await features()).hover(document, position, token),
    }),
    languages.registerDocumentLinkProvider(everyChartFile, {
      provideDocumentLinks: async (document) => (await features()).links(document),
    }),
    languages.registerCodeLensProvider(chartYaml, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: async (document) =>
        isOn(settingNames.codeLens, document) ? (await features()).lenses(document) : [],
      resolveCodeLens: async (lens, token) => (await features()).resolveLens(lens, token),
    }),
    languages.registerInlayHintsProvider(declaringFiles, {
      onDidChangeInlayHints: hintsChanged.event,
      provideInlayHints: async (document, range, token) =>
        isOn(settingNames.resolvedVersions, document)
          ? (await features()).hints(document, range, token)
          : [],
    }),
    parts.explorerTree.onDidChangeContents(() => {
      lensesChanged.fire();
      hintsChanged.fire();
    }),
    parts.connections.onDidChange(() => {
      lensesChanged.fire();
      hintsChanged.fire();
    }),
    workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.path.endsWith('.lock')) hintsChanged.fire();
      lensesChanged.fire();
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingNames.resolvedVersions)) hintsChanged.fire();
      const ofLenses = [settingNames.codeLens, settingNames.publishRepository];
      if (ofLenses.some((name) => event.affectsConfiguration(name))) lensesChanged.fire();
    }),
  );
}

function isOn(setting: string, { uri }: vscode.TextDocument): boolean {
  return vscode.workspace.getConfiguration(undefined, uri).get<boolean>(setting) ?? true;
}
