import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import { isAbort } from '../../base/abort';
import type { Log } from '../../base/log';
import { inExportedFolder } from '../../publishing/helm/inExportedFolder';
import { checkReleaseName, releaseNameFor } from '../../publishing/helm/releaseName';
import { renderTemplates, type TemplateRequest } from '../../publishing/helm/renderTemplates';
import { readWorkspaceChart } from '../charts/workspaceCharts';
import type { ChartContents } from '../contents/contents';
import { chartScheme } from '../contents/location';
import { settingNames } from '../contributions';
import { sentence } from '../window/showError';
import { checkTrust, noHelm } from './helmOrOffer';
import { locateHelm, type HelmSurroundings } from './locateHelm';
import { nameOf, type Previewed } from './previewUri';
import type { Outcome } from './previewText';

export interface RenderParts {
  readonly contents: ChartContents;
  readonly surroundings: HelmSurroundings;
  readonly log: Log;
}

/** Renders what a preview shows. What goes wrong is part of the outcome: the preview says it. */
export async function renderPreview(
  previewed: Previewed,
  valuesFiles: readonly string[],
  parts: RenderParts,
  signal: AbortSignal,
): Promise<Outcome> {
  const { chart, template } = previewed;
  const scope = chart.scheme === chartScheme ? undefined : chart;
  const options = optionsOf(scope);
  const { namespace } = options;
  const none = { rendering: undefined, failure: undefined };
  const named = { chart: nameOf(chart), release: options.releaseName };
  const nothing: Outcome = { ...named, template, namespace, valuesFiles, ...none };
  const render = async (helm: string, found: ChartFolder): Promise<Outcome> => {
    const { directory, name, version } = found;
    const releaseName = options.releaseName || releaseNameFor(name) || 'release';
    checkReleaseName(releaseName);
    const request = { ...options, directory, releaseName, valuesFiles, template };
    const rendering = await renderTemplates(helm, request, { signal });
    return { ...nothing, chart: `${name} ${version}`.trim(), release: releaseName, rendering };
  };
  try {
    checkTrust();
    const helm = await locateHelm(scope, parts.surroundings);
    if (helm === undefined) return { ...nothing, failure: noHelm() };
    return await inFolder(chart, parts, (found) => render(helm, found), signal);
  } catch (error) {
    if (isAbort(error, signal)) throw error;
    parts.log.warn('templates cannot be rendered', { reason: String(error) });
    return { ...nothing, failure: sentence(error) };
  }
}

type Options = Pick<
  TemplateRequest,
  'releaseName' | 'namespace' | 'kubeVersion' | 'apiVersions' | 'includeCrds'
>;

function optionsOf(scope: vscode.Uri | undefined): Options {
  const configuration = vscode.workspace.getConfiguration(undefined, scope);
  return {
    releaseName: configuration.get<string>(settingNames.templateReleaseName) ?? '',
    namespace: configuration.get<string>(settingNames.templateNamespace, '') || 'default',
    kubeVersion: configuration.get<string>(settingNames.templateKubeVersion) ?? '',
    apiVersions: configuration.get<string[]>(settingNames.templateApiVersions) ?? [],
    includeCrds: configuration.get<boolean>(settingNames.templateIncludeCrds) ?? false,
  };
}

interface ChartFolder {
  readonly directory: string;
  readonly name: string;
  readonly version: string;
}

/** The chart where it is, or the published one in a folder for as long as the work takes. */
async function inFolder(
  chart: vscode.Uri,
  { contents }: RenderParts,
  work: (folder: ChartFolder) => Promise<Outcome>,
  signal: AbortSignal,
): Promise<Outcome> {
  if (chart.scheme !== chartScheme) {
    const { directory, metadata } = await readWorkspaceChart(
      vscode.Uri.joinPath(chart, 'Chart.yaml'),
    );
    return work({ directory, name: metadata?.name ?? '', version: metadata?.version ?? '' });
  }
  const { source, digest } = contents.place(chart);
  return inExportedFolder(
    source,
    digest,
    tmpdir(),
    ({ directory, metadata: { name, version } }) => work({ directory, name, version }),
    { signal },
  );
}
