import * as vscode from 'vscode';
import type { ChartSelection, Mirror } from '../../publishing/mirror/mirror';
import type { Parts } from '../commands/parts';
import { askCharts } from './askCharts';
import { askSource } from './askSource';
import { askTarget } from './askTarget';
import { askVersions } from './askVersions';

type Needed = Pick<Parts, 'connections' | 'dependencySources' | 'memory'>;

/** Asks what to mirror where. Undefined when a question is closed. @param url of the source, where it is known */
export async function askMirror(parts: Needed, url?: string): Promise<Mirror | undefined> {
  const source = url ?? (await askSource(parts));
  if (source === undefined) return undefined;
  const names = await askCharts(parts, source);
  if (!names) return undefined;
  const versions = await askVersions(titleOf(source), names);
  if (!versions) return undefined;
  const target = await askTarget(parts, titleOf(source), names);
  if (target === undefined) return undefined;
  const charts = names.map((name): ChartSelection => ({ name, versions, target, prefix: '' }));
  return {
    ...{ sources: [{ url: source, charts }], onConflict: 'fail', create: false },
    ...{ attachments: true, provenance: true },
  };
}

export function titleOf(source: string): string {
  return vscode.l10n.t('Mirror {source}', { source });
}
