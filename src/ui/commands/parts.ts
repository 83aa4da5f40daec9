import type * as vscode from 'vscode';
import type { Layout } from '../../oci/layout/layout';
import type { PublishStates } from '../../publishing/publishState';
import type { ChartsTree } from '../charts/chartsView';
import type { Connections } from '../connections/connections';
import type { Comparison } from '../compare/comparison';
import type { ChartContents } from '../contents/contents';
import type { Logins } from '../connections/logins';
import type { LoadDependencySources } from '../dependencies/loadSources';
import type { TemplatePreview } from '../helm/templatePreview';
import type { Surroundings } from '../providers/client';
import type { CreateRegistry } from '../providers/clients';
import type { Listings } from '../explorer/listings';
import type { ExplorerNode } from '../explorer/node';
import type { ExplorerTree } from '../explorer/tree';
import type { SavedTree } from '../saved/savedView';
import type { Descriptions } from '../window/descriptions';

/** What the composition root has built. A command takes the ones it needs. */
export interface Parts {
  readonly saved: Layout;
  readonly savedTree: SavedTree;
  readonly chartsTree: ChartsTree;
  readonly contents: ChartContents;
  readonly comparison: Comparison;
  readonly connections: Connections;
  readonly dependencySources: LoadDependencySources;
  readonly logins: Logins;
  readonly listings: Listings;
  readonly explorerTree: ExplorerTree;
  readonly explorerView: vscode.TreeView<ExplorerNode>;
  readonly createRegistry: CreateRegistry;
  readonly surroundings: Surroundings;
  readonly descriptions: Descriptions;
  readonly publishStates: PublishStates;
  readonly templatePreview: TemplatePreview;
  /** Of the extension, and of the command line that comes with it. */
  readonly version: string;
  /** Folder of the files that ship with the extension. */
  readonly media: string;
  /** Remembers small choices for this workspace. */
  readonly memory: vscode.Memento;
  /** Remembers what a person wants of a registry in every workspace. */
  readonly globalMemory: vscode.Memento;
}
