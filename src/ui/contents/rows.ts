import * as vscode from 'vscode';
import { isAbort, type Abortable } from '../../base/abort';
import type { Attachment } from '../../publishing/contents/attachments';
import { sentence } from '../window/showError';
import type { ChartContents } from './contents';
import { locationOf, partsOf } from './location';
import type { AttachmentsRow, ContentsRow } from './row';

/** Names of what is beside the files of a chart; those of `artifactFiles.ts`, which is loaded later. */
const chartFolder = 'chart';
const provenanceFile = 'chart.tgz.prov';

type Parent<Top> = { readonly id: string } & (Top | ContentsRow<Top>);

/**
 * The rows below an artifact: the files of a chart, folders first, the documents it is stored as, and
 * what hangs on it. What cannot be read is a row that says why.
 *
 * @param root the artifact's URI
 */
export async function rowsOfArtifact<Top>(
  parent: Parent<Top>,
  root: vscode.Uri,
  contents: ChartContents,
  options: Abortable = {},
): Promise<ContentsRow<Top>[]> {
  const [files, attached] = await Promise.all([
    orProblem(parent, () => artifactRows(parent, root, contents, options)),
    orProblem(parent, async () => [await attachmentsRow(parent, root, contents, options)]),
  ]);
  const rows = [...files, ...attached];
  // Where neither can be read, such as without a network, one row says why: the tree takes none twice.
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

export async function rowsBelow<Top>(
  row: ContentsRow<Top>,
  contents: ChartContents,
): Promise<ContentsRow<Top>[]> {
  switch (row.type) {
    case 'contents-folder':
      return orProblem(row, () => fileRows(row, row.uri, contents));
    case 'attachment':
      return orProblem(row, () => artifactRows(row, row.uri, contents));
    case 'attachments':
      return attachedRows(row);
    case 'contents-file':
    case 'contents-problem':
      return [];
  }
}

async function artifactRows<Top>(
  parent: Parent<Top>,
  root: vscode.Uri,
  contents: ChartContents,
  options: Abortable = {},
): Promise<ContentsRow<Top>[]> {
  const entries = await contents.entries(root, options);
  const chart = entries.find(({ name, type }) => name === chartFolder && type === 'folder');
  const files = chart
    ? await fileRows(parent, vscode.Uri.joinPath(root, chartFolder), contents, options)
    : [];
  const documents = entries.filter((entry) => entry !== chart && entry.name !== provenanceFile);
  return [
    ...files,
    ...documents.map(({ name }): ContentsRow<Top> => ({
      type: 'contents-file',
      // A chart may have a file of that name.
      id: `${parent.id}#${name}`,
      parent,
      uri: vscode.Uri.joinPath(root, name),
      name,
      note: noteOf(name),
    })),
  ];
}

async function fileRows<Top>(
  parent: Parent<Top>,
  folder: vscode.Uri,
  contents: ChartContents,
  options: Abortable = {},
): Promise<ContentsRow<Top>[]> {
  const entries = await contents.entries(folder, options);
  return entries.map(({ name, type }) => ({
    type: type === 'folder' ? 'contents-folder' : 'contents-file',
    id: `${parent.id}/${name}`,
    parent,
    uri: vscode.Uri.joinPath(folder, name),
    name,
    note: undefined,
  }));
}

async function attachmentsRow<Top>(
  parent: Parent<Top>,
  root: vscode.Uri,
  contents: ChartContents,
  options: Abortable,
): Promise<AttachmentsRow<Top>> {
  const [found, entries] = await Promise.all([
    contents.attachments(root, options),
    // Where these cannot be read, the rows of the files say so.
    contents.entries(root, options).catch(() => []),
  ]);
  const isSigned = entries.some(({ name }) => name === provenanceFile);
  const provenance = isSigned ? vscode.Uri.joinPath(root, provenanceFile) : undefined;
  return { type: 'attachments', id: `${parent.id}#attached`, parent, found, provenance, root };
}

function attachedRows<Top>(row: AttachmentsRow<Top>): ContentsRow<Top>[] {
  const { id, found, provenance, root } = row;
  const rows = found.map((attachment): ContentsRow<Top> => ({
    type: 'attachment',
    id: `${id}/${attachment.descriptor.digest}`,
    parent: row,
    attachment,
    uri: uriOf(root, attachment),
  }));
  if (!provenance) return rows;
  const name = vscode.l10n.t('Provenance');
  const note = vscode.l10n.t('signed by helm package --sign');
  return [
    { type: 'contents-file', id: `${id}/provenance`, parent: row, uri: provenance, name, note },
    ...rows,
  ];
}

function uriOf(root: vscode.Uri, { descriptor: { digest } }: Attachment): vscode.Uri {
  const location = locationOf(root);
  return location ? vscode.Uri.from(partsOf({ ...location, digest, path: '' })) : root;
}

function noteOf(name: string): string | undefined {
  if (name === 'manifest.json') return vscode.l10n.t('manifest of the artifact');
  return name === 'config.json' ? vscode.l10n.t('config of the artifact') : undefined;
}

/** What `list` gives, or the one row that says why there is none. */
export async function orProblem<Top>(
  parent: Parent<Top>,
  list: () => Promise<ContentsRow<Top>[]>,
): Promise<ContentsRow<Top>[]> {
  try {
    return await list();
  } catch (error) {
    const text = isAbort(error)
      ? vscode.l10n.t('Stopped. Refresh to list again.')
      : sentence(error);
    const cause = error instanceof Error ? error : new Error(text);
    return [
      { type: 'contents-problem', id: `${parent.id}#problem ${text}`, parent, text, error: cause },
    ];
  }
}
