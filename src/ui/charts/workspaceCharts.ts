import { dirname, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import type { UncheckedMetadata } from '../../chart/metadata';

/** A folder of the workspace that holds a Chart.yaml, which may be broken: a chart being written often is. */
export interface WorkspaceChart {
  readonly directory: string;
  readonly chartYaml: vscode.Uri;
  /** The folder as a person would name it, relative to its workspace folder. */
  readonly folder: string;
  readonly metadata: UncheckedMetadata | undefined;
  readonly problem: ChartroomError | undefined;
  /** Whether there is a list of charts that it depends on, as far as can be told without reading more than Chart.yaml. */
  readonly hasDependencies: boolean;
}

const everyChartYaml = '**/Chart.yaml';
const foldersWithoutCharts = ['node_modules', '.git', '.vscode-test'];
const neverCharts = `**/{${foldersWithoutCharts.join(',')}}/**`;

/** Finds every chart of the workspace. Vendored sub-charts belong to their parent and are not listed. */
export async function findWorkspaceCharts(
  token?: vscode.CancellationToken,
): Promise<WorkspaceChart[]> {
  const own = (await chartFolders(token)).map((directory) => join(directory, 'Chart.yaml'));
  return Promise.all(own.map((path) => readWorkspaceChart(vscode.Uri.file(path))));
}

/** The folders of those charts, sorted, without a look into any of them. */
export async function chartFolders(token?: vscode.CancellationToken): Promise<string[]> {
  const found = await vscode.workspace.findFiles(everyChartYaml, neverCharts, undefined, token);
  const directories = new Set(found.map((uri) => dirname(uri.fsPath)));
  return [...directories].filter((directory) => !isVendored(directory, directories)).sort();
}

/** Whether a chart at this path, or below it, would be one of the workspace. */
export function mayHoldCharts(path: string): boolean {
  return !path.split(sep).some((name) => foldersWithoutCharts.includes(name));
}

/** The chart a Chart.yaml, a folder, or any file in a chart belongs to. */
export async function chartOfResource(resource: vscode.Uri): Promise<WorkspaceChart | undefined> {
  const root = vscode.workspace.getWorkspaceFolder(resource)?.uri.fsPath;
  for (let directory = resource.fsPath; ; directory = dirname(directory)) {
    const chartYaml = vscode.Uri.file(join(directory, 'Chart.yaml'));
    if (await isFile(chartYaml)) return readWorkspaceChart(chartYaml);
    if (directory === root || directory === dirname(directory) || root === undefined) {
      return undefined;
    }
  }
}

export async function readWorkspaceChart(chartYaml: vscode.Uri): Promise<WorkspaceChart> {
  const directory = dirname(chartYaml.fsPath);
  const chart = { directory, chartYaml, folder: folderName(chartYaml, directory) };
  try {
    const { parseMetadata } = await import(
      /* webpackChunkName: "charts" */ '../../chart/metadata.js'
    );
    const text = Buffer.from(await vscode.workspace.fs.readFile(chartYaml)).toString('utf8');
    const metadata = parseMetadata(text);
    const hasDependencies =
      (metadata.dependencies ?? []).length > 0 ||
      (await isFile(vscode.Uri.file(join(directory, 'requirements.yaml'))));
    return { ...chart, metadata, problem: undefined, hasDependencies };
  } catch (error) {
    if (!(error instanceof ChartroomError)) throw error;
    return { ...chart, metadata: undefined, problem: error, hasDependencies: false };
  }
}

/** @throws ChartroomError what is wrong with the Chart.yaml */
export function metadataOf({ metadata, problem, folder }: WorkspaceChart): UncheckedMetadata {
  if (metadata) return metadata;
  throw (
    problem ??
    new ChartroomError({
      code: 'workspace.not-a-chart',
      template: 'The Chart.yaml in {folder} cannot be read',
      facts: { folder },
    })
  );
}

function isVendored(directory: string, directories: ReadonlySet<string>): boolean {
  const parts = directory.split(sep);
  return parts.some(
    (part, index) =>
      part === 'charts' &&
      index < parts.length - 1 &&
      directories.has(parts.slice(0, index).join(sep)),
  );
}

function folderName(chartYaml: vscode.Uri, directory: string): string {
  const workspaceFolder = vscode.workspace.getWorkspaceFolder(chartYaml);
  if (!workspaceFolder) return directory;
  const inside = relative(workspaceFolder.uri.fsPath, directory).split(sep).join('/');
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  return several ? [workspaceFolder.name, inside].filter(Boolean).join('/') : inside || '.';
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
