import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { performance } from 'node:perf_hooks';
import type { Log } from './base/log';
import type { Layout } from './oci/layout/layout';
import { openLayout } from './oci/layout/layout';
import { createPublishStates } from './publishing/publishState';
import type { EditorParts } from './ui/editor/start';
import { createChartsTree } from './ui/charts/chartsView';
import { createPublishStatus } from './ui/charts/publishStatus';
import { applyRepositoriesAsFolders, repositoriesAsFolders } from './ui/explorer/asFolders';
import { applyShowOtherArtifacts, showOtherArtifacts } from './ui/explorer/otherArtifacts';
import { createConnections } from './ui/connections/connections';
import { createComparison } from './ui/compare/comparison';
import { createContents } from './ui/contents/contents';
import { registerChartFiles } from './ui/contents/fileSystem';
import type { Surroundings } from './ui/providers/client';
import { registryFactory } from './ui/providers/clients';
import { secretLogins } from './ui/connections/logins';
import { dependencySourcesLoader } from './ui/dependencies/loadSources';
import { contextKeys, settingNames, viewIds } from './ui/contributions';
import { registerEditor } from './ui/editor/register';
import { createArtifactFactsReader } from './ui/explorer/artifactFacts';
import { createListings } from './ui/explorer/listings';
import { createReplicas } from './ui/explorer/replicas';
import { createExplorerTree } from './ui/explorer/tree';
import { createTemplatePreview } from './ui/helm/templatePreview';
import { dragAndDropVersions, dragVersions } from './ui/promote/dragVersions';
import { createSavedTree, type SavedNode } from './ui/saved/savedView';
import { registerCommands } from './ui/window/command';
import { createDescriptions } from './ui/window/descriptions';
import { channelLog } from './ui/window/log';
import { showError } from './ui/window/showError';
import { showWait } from './ui/window/showWait';

/** Milliseconds after activation. */
const editorStartsAfter = 200;

/**
 * Builds the parts and registers the surfaces. Reads no file and asks no host: that begins when a
 * view is opened. What reads and writes charts is a chunk of its own, loaded with the first need of it.
 */
export function activate(context: vscode.ExtensionContext): void {
  const channel = vscode.window.createOutputChannel('Chartroom', { log: true });
  const log = channelLog(channel);
  const logins = secretLogins(context.secrets);
  const surroundings: Surroundings = {
    logins,
    log,
    environment: process.env,
    platform: process.platform,
    home: homedir(),
    userAgent: `Chartroom/${version(context)}`,
    // Looked up at each call: VS Code patches the global for proxies and certificates.
    fetch: (input, init) => globalThis.fetch(input, init),
    onWait: showWait,
  };
  const createRegistry = registryFactory(surroundings);

  const saved = openSaved(context);
  const connections = createConnections({ logins, createRegistry });
  const contents = createContents(connections, saved);
  const savedTree = createSavedTree(saved, contents);
  const listings = createListings();
  const facts = createArtifactFactsReader(log);
  const explorerTree = createExplorerTree({
    connections,
    listings,
    facts,
    replicas: createReplicas(log),
    contents,
    showOtherArtifacts,
    asFolders: repositoriesAsFolders,
    log,
  });
  const explorerView = vscode.window.createTreeView(viewIds.registries, {
    treeDataProvider: explorerTree,
    showCollapseAll: true,
    canSelectMany: true,
    dragAndDropController: dragAndDropVersions(),
  });
  const comparison = createComparison(contents, (error) => {
    showError(error, log);
  });
  const descriptions = createDescriptions();
  const publishStates = createPublishStates({ log, now: () => performance.now() });
  const { onDidChangeContents } = explorerTree;
  // Before the views that look again.
  const forgetting = onDidChangeContents(() => {
    publishStates.forget();
  });
  const chartsTree = createChartsTree(savedTree, log, {
    ...{ connections, listings, publishStates, onDidChangeContents },
  });
  const chartsView = vscode.window.createTreeView(viewIds.charts, {
    treeDataProvider: chartsTree,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const dependencySources = dependencySourcesLoader({
    connections,
    surroundings,
    cacheFolder: join(context.globalStorageUri.fsPath, 'chart-repositories'),
  });
  const memory = context.workspaceState;
  const templatePreview = createTemplatePreview({ contents, surroundings, log, memory });
  const parts = {
    saved,
    savedTree,
    chartsTree,
    contents,
    comparison,
    connections,
    dependencySources,
    logins,
    listings,
    explorerTree,
    explorerView,
    version: version(context),
    media: join(context.extensionPath, 'media'),
    memory,
    globalMemory: context.globalState,
    createRegistry,
    surroundings,
    descriptions,
    publishStates,
    templatePreview,
  };

  context.subscriptions.push(
    channel,
    connections,
    savedTree,
    chartsTree,
    explorerTree,
    explorerView,
    comparison,
    descriptions,
    templatePreview,
    createPublishStatus(log, connections),
    forgetting,
    startLater({ ...parts, log, onDidChangeContents }),
    registerChartFiles(contents, (error) => {
      showError(error, log);
    }),
    chartsView,
    chartsTree.follow(chartsView),
    vscode.window.createTreeView(viewIds.saved, {
      treeDataProvider: savedTree,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController: dragVersions<SavedNode>(),
    }),
    registerCommands(
      async () => {
        const { commandHandlers } = await import(
          /* webpackChunkName: "charts" */ './ui/commands/handlers.js'
        );
        return commandHandlers(parts, channel);
      },
      (error) => {
        showError(error, log);
      },
    ),
    followRegistries(connections.onDidChange, () => connections.list().length > 0, log),
    registerEditor(parts),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const { showOtherArtifacts: filter, repositoriesAsFolders: folders } = settingNames;
      if (![filter, folders].some((name) => event.affectsConfiguration(name))) return;
      applyLook(explorerView);
      explorerTree.redraw();
    }),
  );
  applyLook(explorerView);
}

/** Charts are looked at when the window has begun: by then VS Code shows what a person sees first. */
function startLater(parts: EditorParts): vscode.Disposable {
  let started: vscode.Disposable | undefined;
  let isOver = false;
  const start = async (): Promise<void> => {
    const { startEditor } = await import(/* webpackChunkName: "editor" */ './ui/editor/start.js');
    if (!isOver) started = startEditor(parts);
  };
  const timer = setTimeout(() => {
    start().catch((error: unknown) => {
      parts.log.error('charts are not checked', { reason: String(error) });
    });
  }, editorStartsAfter);
  return new vscode.Disposable(() => {
    isOver = true;
    clearTimeout(timer);
    started?.dispose();
  });
}

/** Buttons and menus of the Registries view as the settings say. */
function applyLook(view: vscode.TreeView<unknown>): void {
  void applyShowOtherArtifacts(view);
  void applyRepositoriesAsFolders();
}

function openSaved(context: vscode.ExtensionContext): Layout {
  const path = vscode.workspace.getConfiguration().get<string>(settingNames.savedPath) ?? '';
  return openLayout(path !== '' ? path : join(context.globalStorageUri.fsPath, 'saved'));
}

function followRegistries(
  onDidChange: vscode.Event<void>,
  hasAny: () => boolean,
  log: Log,
): vscode.Disposable {
  const apply = (): void => {
    const has = hasAny();
    log.debug('registries', { connected: has });
    void vscode.commands.executeCommand('setContext', contextKeys.hasRegistries, has);
  };
  apply();
  return onDidChange(apply);
}

function version(context: vscode.ExtensionContext): string {
  const { version: text } = context.extension.packageJSON as { version: string };
  return text;
}
