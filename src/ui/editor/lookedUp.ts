import { dirname } from 'node:path';
import type * as vscode from 'vscode';
import type { WrittenDependency } from '../../chart/editing/writtenDependencies';
import type { LookedUp } from './publishedCharts';

/** A dependency of a document as what is published of it is asked for. */
export function lookedUp({ uri }: vscode.TextDocument, { fields }: WrittenDependency): LookedUp {
  const textIn = (key: string): string => fields.get(key)?.text ?? '';
  return { name: textIn('name'), repository: textIn('repository'), chart: dirname(uri.fsPath) };
}
