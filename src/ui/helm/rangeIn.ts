import * as vscode from 'vscode';
import { placeInLine, type TemplateMessage } from '../../chart/templateMessage';

/** What a message is about in the text of its template. */
export function rangeIn(text: string, message: TemplateMessage): vscode.Range {
  const line = (message.line ?? 1) - 1;
  const { start, end } = placeInLine(text.split(/\r?\n/)[line] ?? '', message);
  return new vscode.Range(line, start, line, end);
}
