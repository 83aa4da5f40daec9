import { dirname, join, relative, resolve, sep } from 'node:path';
import * as vscode from 'vscode';
import { isThere } from './isThere';

/** The folder that paths in pipelines begin at. */
export interface RepositoryRoot {
  readonly directory: string;
  /** As Git knows it of the remote called origin; undefined where it does not. */
  readonly defaultBranch: string | undefined;
}

/**
 * The top of the Git repository that a file or folder is in, which can be above the workspace folder; the workspace
 * folder where there is none. Undefined for what is in neither.
 */
export async function repositoryRoot(path: string): Promise<RepositoryRoot | undefined> {
  for (let directory = path; ; directory = dirname(directory)) {
    const git = vscode.Uri.joinPath(vscode.Uri.file(directory), '.git');
    if (await isThere(git)) return { directory, defaultBranch: await defaultBranch(git) };
    if (directory === dirname(directory)) break;
  }
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
  return folder && { directory: folder.uri.fsPath, defaultBranch: undefined };
}

/** From the root, with forward slashes; `.` for the root itself. */
export function pathInRoot(root: RepositoryRoot, path: string): string {
  return relative(root.directory, path).split(sep).join('/') || '.';
}

async function defaultBranch(git: vscode.Uri): Promise<string | undefined> {
  const head = join(await sharedFolder(git.fsPath), 'refs', 'remotes', 'origin', 'HEAD');
  return /^ref: refs\/remotes\/origin\/(\S+)/.exec(await textOf(head))?.[1];
}

/** Of a submodule and a worktree `.git` is a file that names a folder; worktrees share that of their repository (gitrepository-layout(5)). */
async function sharedFolder(git: string): Promise<string> {
  const linked = /^gitdir: (.+)/.exec(await textOf(git))?.[1];
  if (linked === undefined) return git;
  const own = resolve(dirname(git), linked.trim());
  return resolve(own, (await textOf(join(own, 'commondir'))).trim());
}

/** Empty for what is no file. */
async function textOf(path: string): Promise<string> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.file(path))).toString('utf8');
  } catch {
    return '';
  }
}
