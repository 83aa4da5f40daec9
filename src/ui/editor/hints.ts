import * as vscode from 'vscode';
import { resolvedVersion } from '../../chart/editing/resolvedVersion';
import { writtenDependencies } from '../../chart/editing/writtenDependencies';
import type { EditorFeatures } from './features';
import { lockedDependencies } from './lockedDependencies';
import type { PublishedCharts } from './publishedCharts';

/** The version that a constraint comes to, behind it. Registries are asked only of what no lock file says. */
export function createHints(published: PublishedCharts): EditorFeatures['hints'] {
  return async (document, range, token) => {
    const locked = await lockedDependencies(document);
    const dependencies = writtenDependencies(document.getText());
    const hints = dependencies.map(async (dependency) => {
      const written = dependency.fields.get('version');
      const position = written && document.positionAt(written.end);
      if (!position || !range.contains(position)) return [];
      const textIn = (key: string): string => dependency.fields.get(key)?.text ?? '';
      const named = { name: textIn('name'), repository: textIn('repository') };
      const known = async (): Promise<string[] | undefined> =>
        (await published.versionsOf(named, token))?.map(({ version }) => version);
      const found =
        resolvedVersion(dependency, locked) ?? resolvedVersion(dependency, [], await known());
      if (!found) return [];
      const hint = new vscode.InlayHint(position, `→ ${found.version}`);
      hint.paddingLeft = true;
      hint.tooltip =
        found.by === 'lock'
          ? vscode.l10n.t('The lock file says so')
          : vscode.l10n.t('The newest that is published and satisfies the constraint');
      return [hint];
    });
    return (await Promise.all(hints)).flat();
  };
}
