import type * as vscode from 'vscode';
import type { Attachment } from '../../publishing/contents/attachments';

/** A row below an artifact of a tree. `Top` is the artifact's own row. */
export type ContentsRow<Top> =
  FileRow<Top> | AttachmentsRow<Top> | AttachmentRow<Top> | ContentsProblemRow<Top>;

interface Below<Top> {
  readonly id: string;
  readonly parent: Top | ContentsRow<Top>;
}

export interface FileRow<Top> extends Below<Top> {
  readonly type: 'contents-file' | 'contents-folder';
  readonly uri: vscode.Uri;
  readonly name: string;
  /** What it is, where the name does not say so. */
  readonly note: string | undefined;
}

/** Signatures and the like, with the provenance that is a layer of the chart itself. */
export interface AttachmentsRow<Top> extends Below<Top> {
  readonly type: 'attachments';
  readonly found: readonly Attachment[];
  readonly provenance: vscode.Uri | undefined;
  /** Of the artifact they are about. */
  readonly root: vscode.Uri;
}

export interface AttachmentRow<Top> extends Below<Top> {
  readonly type: 'attachment';
  readonly attachment: Attachment;
  readonly uri: vscode.Uri;
}

export interface ContentsProblemRow<Top> extends Below<Top> {
  readonly type: 'contents-problem';
  readonly text: string;
  readonly error: Error;
}

export const contentsRowTypes: readonly ContentsRow<unknown>['type'][] = [
  ...(['contents-file', 'contents-folder'] as const),
  ...(['attachments', 'attachment', 'contents-problem'] as const),
];

export function isContentsRow<Row extends { readonly type: string }>(
  row: Row,
): row is Extract<Row, ContentsRow<unknown>> {
  return contentsRowTypes.some((type) => type === row.type);
}
