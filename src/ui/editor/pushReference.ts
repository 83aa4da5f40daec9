import { dirname } from 'node:path';
import type * as vscode from 'vscode';
import { hasCode } from '../../base/error';
import { publishReference, type PublishTarget } from '../../publishing/publishTarget';
import { publishTargetOf } from '../charts/publishTargets';

/** Where the settings send the chart of a Chart.yaml; undefined where they do not, or not to any place there is. */
export function targetOf({ uri }: vscode.TextDocument, name: string): PublishTarget | undefined {
  if (uri.scheme !== 'file' || name === '') return undefined;
  try {
    return publishTargetOf(dirname(uri.fsPath), name);
  } catch (error) {
    // The setting says so itself, and so does the push.
    if (hasCode(error, 'publish.target-invalid')) return undefined;
    throw error;
  }
}

/** `host/repository:tag` that a push would make. */
export function pushReference(
  document: vscode.TextDocument,
  name: string,
  version: string,
): string | undefined {
  const target = version === '' ? undefined : targetOf(document, name);
  return target && publishReference(target, version);
}
