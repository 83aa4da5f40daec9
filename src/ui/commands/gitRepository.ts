import * as vscode from 'vscode';

/** What is used of a repository of VS Code's git extension (version 1 of its API, `git.d.ts`). */
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD?: GitHead | undefined;
    readonly remotes: readonly { readonly name: string; readonly isReadOnly: boolean }[];
    readonly mergeChanges: readonly GitChange[];
    readonly indexChanges: readonly GitChange[];
    readonly workingTreeChanges: readonly GitChange[];
    /** With the setting `git.untrackedChanges` at `separate`; among the others else. */
    readonly untrackedChanges?: readonly GitChange[] | undefined;
  };
  /** Looks again at what has changed. */
  status(): Promise<void>;
  getRefs(query: { readonly pattern: string }): Promise<readonly { readonly commit?: string }[]>;
  /** Annotated, unless the message is empty. Of HEAD. */
  tag(name: string, message: string): Promise<void>;
  /** `refspec` is a branch, or any refspec. */
  push(remote: string, refspec: string): Promise<void>;
}

interface GitHead {
  readonly commit?: string | undefined;
  readonly upstream?: { readonly remote: string } | undefined;
}

interface GitChange {
  readonly uri: vscode.Uri;
}

interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly onDidChangeState: vscode.Event<GitApi['state']>;
  getRepository(uri: vscode.Uri): GitRepository | null;
  getRepositoryRoot(uri: vscode.Uri): Promise<vscode.Uri | null>;
  openRepository(root: vscode.Uri): Promise<GitRepository | null>;
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** The repository a folder is in; undefined where it is in none, git is off or missing, or the workspace is not trusted. */
export async function gitRepositoryOf(directory: string): Promise<GitRepository | undefined> {
  const api = await gitApi();
  if (!api) return undefined;
  const uri = vscode.Uri.file(directory);
  const open = api.getRepository(uri);
  if (open) return open;
  const root = await api.getRepositoryRoot(uri);
  return (root && (await api.openRepository(root))) ?? undefined;
}

async function gitApi(): Promise<GitApi | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return undefined;
  const git = extension.isActive ? extension.exports : await extension.activate();
  if (!git.enabled) return undefined;
  const api = git.getAPI(1);
  if (api.state === 'uninitialized') await initialized(api);
  return api;
}

/** Until then it knows of no repository. */
function initialized({ onDidChangeState }: GitApi): Promise<void> {
  return new Promise((resolve) => {
    const subscription = onDidChangeState(() => {
      subscription.dispose();
      resolve();
    });
  });
}
