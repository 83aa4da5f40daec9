import * as vscode from 'vscode';
import { defaultTagPattern } from '../../publishing/release/gitTag';
import { settingNames } from '../contributions';

/** What git tags of the versions of a chart are called, as it is set for its folder. */
export function tagPatternFor(directory: string): string {
  const pattern = vscode.workspace
    .getConfiguration(undefined, vscode.Uri.file(directory))
    .get<string>(settingNames.tagPattern, '');
  return pattern.trim() === '' ? defaultTagPattern : pattern;
}
