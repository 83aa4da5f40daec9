import { posix } from 'node:path';
import * as vscode from 'vscode';
import {
  writtenDependencies,
  type WrittenDependency,
} from '../../chart/editing/writtenDependencies';
import { chartFileOf } from './chartFile';

/** What the lock file beside a Chart.yaml or requirements.yaml says; nothing where there is none. */
export async function lockedDependencies({
  uri,
}: vscode.TextDocument): Promise<readonly WrittenDependency[]> {
  const file = chartFileOf(uri);
  if (file === undefined || file === 'lock') return [];
  const name = file === 'chart' ? 'Chart.lock' : 'requirements.lock';
  const lock = uri.with({ path: posix.join(posix.dirname(uri.path), name) });
  try {
    return writtenDependencies(Buffer.from(await vscode.workspace.fs.readFile(lock)).toString());
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return [];
    throw error;
  }
}
