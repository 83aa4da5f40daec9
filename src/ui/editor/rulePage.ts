import * as vscode from 'vscode';
import type { CommandId } from '../contributions';

/** Where a rule is explained: on the project's site where it has one, else in the extension itself. */
export function rulePage(rule: string): vscode.Uri {
  const site = siteOf(vscode.extensions.getExtension('chartroom.chartroom')?.packageJSON);
  if (site !== undefined) return vscode.Uri.parse(`${site}/blob/HEAD/docs/rules.md#${rule}`);
  const command: CommandId = 'chartroom.rules.open';
  return vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify([rule]))}`);
}

/** The repository of a package.json, as a page of the web. */
function siteOf(manifest: unknown): string | undefined {
  const { repository } = (manifest ?? {}) as { repository?: string | { url?: string } };
  const url = typeof repository === 'object' ? repository.url : repository;
  return url === undefined ? undefined : /^(?:git\+)?(https:\/\/.+?)(?:\.git)?\/?$/.exec(url)?.[1];
}
