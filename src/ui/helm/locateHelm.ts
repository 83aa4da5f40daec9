import * as vscode from 'vscode';
import { findExecutable } from '../../registries/credentials/executable';
import { settingNames } from '../contributions';
import type { Surroundings } from '../providers/client';

export type HelmSurroundings = Pick<Surroundings, 'environment' | 'platform'>;

/**
 * The Helm that the settings name for a chart, else the one on the PATH; undefined where there is none, or it is not to be
 * run: a template can be made to read what it should not, and the setting could name any program.
 */
export async function locateHelm(
  scope: vscode.Uri | undefined,
  surroundings: HelmSurroundings,
): Promise<string | undefined> {
  if (!vscode.workspace.isTrusted) return undefined;
  const configuration = vscode.workspace.getConfiguration(undefined, scope);
  const path = configuration.get<string>(settingNames.helmPath) ?? '';
  return path === '' ? findExecutable('helm', surroundings) : path;
}
