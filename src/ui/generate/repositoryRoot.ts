import { dirname, relative, sep } from 'node:path';
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
  const head = vscode.Uri.joinPath(git, 'refs', 'remotes', 'origin', 'HEAD');
  try {
    const text = Buffer.from(await vscode.workspace.fs.readFile(head)).toString('utf8');
    return /^ref: refs\/remotes\/origin\/(\S+)/.exec(text)?.[1];
  } catch {
    return undefined;
  }
}
