import { basename } from 'node:path';
import * as vscode from 'vscode';
import { chartScheme, locationOf } from '../contents/location';

export const previewScheme = 'chartroom-template';

/** What a preview shows. The URI says it all, so that an editor of an earlier window comes back by itself. */
export interface Previewed {
  /** Folder of a chart on disk, or the artifact of a published or saved one (`location.ts`). */
  readonly chart: vscode.Uri;
  /** The only template, as a path from the chart's folder; undefined for all of them. */
  readonly template: string | undefined;
}

/** Ends as a YAML file does, which makes it one for the editor. */
export function previewUri({ chart, template }: Previewed): vscode.Uri {
  const name = template === undefined ? `${nameOf(chart)}.yaml` : basename(template);
  const query = new URLSearchParams({ chart: chart.toString() });
  if (template !== undefined) query.set('template', template);
  const title = vscode.l10n.t('Preview {name}', { name: name.replace(/(?:\.ya?ml)?$/, '.yaml') });
  return vscode.Uri.from({ scheme: previewScheme, path: `/${title}`, query: query.toString() });
}

export function previewedBy(uri: vscode.Uri): Previewed | undefined {
  if (uri.scheme !== previewScheme) return undefined;
  const query = new URLSearchParams(uri.query);
  const chart = query.get('chart');
  if (chart === null) return undefined;
  return { chart: vscode.Uri.parse(chart, true), template: query.get('template') ?? undefined };
}

/** A file of the chart, by its path from the chart's folder. */
export function fileOfChart(chart: vscode.Uri, path: string): vscode.Uri {
  return chart.scheme === chartScheme
    ? vscode.Uri.joinPath(chart, 'chart', path)
    : vscode.Uri.joinPath(chart, path);
}

/** What people call a chart, as long as nobody has read it. */
export function nameOf(chart: vscode.Uri): string {
  const location = chart.scheme === chartScheme ? locationOf(chart) : undefined;
  return basename(location?.repository ?? chart.path);
}
