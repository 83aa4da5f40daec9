import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import { chooseVersion } from '../../publishing/chooseVersion';
import { textsOf } from '../../publishing/contents/findText';
import { openCommand } from '../contents/item';
import { connectionAuthority, partsOf } from '../contents/location';
import { pickLine } from '../contents/pickLine';
import { isExplorerNode, versionReference } from '../explorer/node';
import { versionUri } from '../explorer/versionRows';
import { pickRemote, remoteOfReference } from '../pick/pickRemote';
import { pickVersion } from '../pick/pickVersion';
import { isSavedRow, savedUri } from '../saved/savedView';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'connections' | 'contents'>;

/** An artifact, and what people call it. */
interface Named {
  readonly uri: vscode.Uri;
  readonly name: string;
}

/**
 * Browse Files: every file of a version or saved chart in one list, to open one. Takes their rows, a
 * reference, or asks.
 */
export function browseFilesCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const title = vscode.l10n.t('Browse Files');
    const named = await artifactOf(argument, parts, title);
    if (!named) return;
    const paths = await withProgress(
      vscode.l10n.t('Reading the files of {name}', { name: named.name }),
      ({ signal }) => pathsOf(named.uri, parts, signal),
    );
    const rows = paths.map((path) => ({
      label: path.replace(/^chart\//, ''),
      // Without one the list fills it in with the address, digest and all.
      description: '',
      resourceUri: vscode.Uri.joinPath(named.uri, path),
      iconPath: vscode.ThemeIcon.File,
    }));
    const placeHolder = vscode.l10n.t('File of {name}', { name: named.name });
    const picked = await vscode.window.showQuickPick(rows, { title, placeHolder });
    if (!picked) return;
    const { command, arguments: words = [] } = openCommand(picked.resourceUri);
    await vscode.commands.executeCommand(command, ...(words as unknown[]));
  };
}

/** Search in Files: the lines of a version or saved chart that have what is typed. VS Code's own search asks no file system of an extension. */
export function searchFilesCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const title = vscode.l10n.t('Search in Files');
    const named = await artifactOf(argument, parts, title);
    if (!named) return;
    const { uri, name } = named;
    const texts = await withProgress(
      vscode.l10n.t('Reading the files of {name}', { name }),
      async ({ signal }) => {
        const files: [string, Uint8Array][] = [];
        for (const path of await pathsOf(uri, parts, signal)) {
          const bytes = await parts.contents.read(vscode.Uri.joinPath(uri, path), { signal });
          files.push([path, bytes]);
        }
        return textsOf(files);
      },
    );
    const hit = await pickLine(texts, title, vscode.l10n.t('Text in {name}', { name }));
    if (!hit) return;
    const position = new vscode.Position(hit.line - 1, hit.column - 1);
    const selection = new vscode.Range(position, position);
    await vscode.window.showTextDocument(vscode.Uri.joinPath(uri, hit.path), { selection });
  };
}

/** Open Files as Workspace Folder: the files of a chart in the Explorer, read-only, beside one's own. */
export function addToWorkspaceCommand(parts: Needed): CommandHandler {
  return async (argument) => {
    const named = await artifactOf(
      argument,
      parts,
      vscode.l10n.t('Open Files as Workspace Folder'),
    );
    if (!named) return;
    const uri = vscode.Uri.joinPath(named.uri, 'chart');
    // What cannot be read fails here, and not as a folder with an exclamation mark.
    await withProgress(
      vscode.l10n.t('Reading the files of {name}', { name: named.name }),
      ({ signal }) => parts.contents.entries(uri, { signal }),
    );
    const folders = vscode.workspace.workspaceFolders ?? [];
    if (!folders.some((folder) => folder.uri.scheme === 'file')) throw noFolderOfOnesOwn();
    const isThere = folders.some((folder) => folder.uri.toString() === uri.toString());
    if (!isThere) {
      const name = named.name.split('/').at(-1) ?? named.name;
      vscode.workspace.updateWorkspaceFolders(folders.length, 0, { uri, name });
    }
    await vscode.commands.executeCommand('workbench.view.explorer');
  };
}

async function artifactOf(
  argument: unknown,
  { connections }: Needed,
  title: string,
): Promise<Named | undefined> {
  if (isSavedRow(argument)) {
    return { uri: savedUri(argument.chart), name: argument.chart.reference };
  }
  if (isExplorerNode(argument) && argument.type === 'version') {
    const name = versionReference(argument);
    const uri = await withProgress(
      vscode.l10n.t('Looking up {reference}', { reference: name }),
      ({ signal }) => versionUri(argument, { signal }),
    );
    return { uri, name };
  }
  const remote =
    typeof argument === 'string'
      ? remoteOfReference(connections, argument)
      : await pickRemote(connections, title);
  if (!remote) return undefined;
  const { repository, connectionId } = remote;
  const wanted = remote.wanted ?? (await pickVersion(repository, title));
  if (wanted === undefined) return undefined;
  return withProgress(
    vscode.l10n.t('Looking up {reference}', { reference: `${repository.location}:${wanted}` }),
    async ({ signal }) => {
      const version = await chooseVersion(repository, wanted, { signal });
      const { digest } = await repository.resolve(version, { signal });
      const authority = connectionAuthority(connectionId);
      const location = { authority, repository: repository.name, digest, path: '' };
      return { uri: vscode.Uri.from(partsOf(location)), name: `${repository.location}:${version}` };
    },
  );
}

/** In a window that has no other folder, VS Code waits without end for somebody who searches in it. */
function noFolderOfOnesOwn(): ChartroomError {
  return new ChartroomError({
    code: 'contents.no-folder',
    template:
      'The files of a chart can be opened beside a folder of your own only, and this window has none; open one first',
  });
}

/** Of a chart its files first, then the documents of its artifact. */
async function pathsOf(
  uri: vscode.Uri,
  { contents }: Needed,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const documents = await contents.entries(uri, { signal });
  const files = documents.filter(({ type }) => type === 'file').map(({ name }) => name);
  return [...(await contents.chartPaths(uri, { signal })), ...files];
}
