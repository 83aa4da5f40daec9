import * as vscode from 'vscode';
import { hasCode } from '../../base/error';
import { sentence } from '../window/showError';
import type { ChartContents } from './contents';
import { chartScheme } from './location';

/**
 * Makes the files of published and saved charts files of VS Code, which nobody can change: they open
 * in editors, in diffs and as folders of the workspace.
 *
 * @param onFailure is told what a person can do something about, each failure once until a file was read
 */
export function registerChartFiles(
  contents: ChartContents,
  onFailure: (error: unknown) => void,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const told = new Set<string>();
  const asked = async <T>(uri: vscode.Uri, work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      told.clear();
      return result;
    } catch (error) {
      // VS Code looks for files of its own in every folder.
      if (hasCode(error, 'contents.not-found')) throw vscode.FileSystemError.FileNotFound(uri);
      const words = sentence(error);
      // A search asks for every file; one sentence about the login is enough.
      if (!told.has(words)) onFailure(error);
      told.add(words);
      throw vscode.FileSystemError.Unavailable(words);
    }
  };
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) =>
      asked(uri, async () => {
        const { type, size } = await contents.stat(uri);
        const permissions = vscode.FilePermission.Readonly;
        return { type: fileTypeOf(type), ctime: 0, mtime: 0, size, permissions };
      }),
    readDirectory: (uri) =>
      asked(uri, async () =>
        (await contents.entries(uri)).map(({ name, type }) => [name, fileTypeOf(type)]),
      ),
    readFile: (uri) => asked(uri, () => contents.read(uri)),
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
  const registration = vscode.workspace.registerFileSystemProvider(chartScheme, provider, {
    isCaseSensitive: true,
    isReadonly: new vscode.MarkdownString(
      vscode.l10n.t('A published chart cannot be changed. Pull it to work on a copy.'),
    ),
  });
  return vscode.Disposable.from(changed, registration);
}

function fileTypeOf(type: 'file' | 'folder'): vscode.FileType {
  return type === 'folder' ? vscode.FileType.Directory : vscode.FileType.File;
}
