import { join } from 'node:path';
import * as vscode from 'vscode';
import type { PlacedFinding } from '../../publishing/check/checkFolder';
import { readWorkspaceChart } from '../charts/workspaceCharts';
import { createChartChecks, type Known } from './chartChecks';
import { createChartIndex } from './chartIndex';
import { dependencyFacts, type DependencyKnowledgeParts } from './dependencyKnowledge';
import { followCharts } from './followCharts';
import { createPublishKnowledge, type PublishKnowledgeParts } from './publishKnowledge';
import { createShownFindings } from './shownFindings';

export interface ChartDiagnosticsParts extends PublishKnowledgeParts, DependencyKnowledgeParts {
  /** Fires when registries may hold something else than before. */
  readonly onDidChangeContents: vscode.Event<unknown>;
}

/** What is found in the charts of the workspace. */
export interface ChartDiagnostics {
  dispose(): void;
  /** The folder of the chart a file is of. */
  chartOf(path: string): string | undefined;
  /** The chart of a file, with what is found in all of it as it is on the screen. */
  findingsAt(uri: vscode.Uri): Promise<ChartFindings | undefined>;
}

export interface ChartFindings {
  /** Folder of the chart. */
  readonly directory: string;
  readonly findings: readonly PlacedFinding[];
}

/** Shows what is found in every chart of the workspace, open or not, and follows what changes. */
export function createChartDiagnostics(parts: ChartDiagnosticsParts): ChartDiagnostics {
  const { log } = parts;
  const collection = vscode.languages.createDiagnosticCollection('chartroom');
  const index = createChartIndex();
  const shown = createShownFindings(collection);
  const knowledge = createPublishKnowledge(parts);
  const known = new Map<string, Known>();
  const checks = createChartChecks({
    log,
    knownOf: (directory) => known.get(directory),
    onFindings: (directory, findings) => {
      shown.set(directory, findings);
    },
  });
  const learn = (directory: string, news: Known): void => {
    const before = known.get(directory);
    const now = { ...before, ...news };
    if (sameKnown(before, now)) return;
    known.set(directory, now);
    checks.schedule(directory, 0);
  };
  const lookUp = async (directory: string): Promise<void> => {
    const chart = await readWorkspaceChart(vscode.Uri.file(join(directory, 'Chart.yaml')));
    learn(directory, { published: await knowledge.of(chart, {}) });
    learn(directory, { dependencies: await dependencyFacts(parts, chart) });
  };
  const forget = (directory: string): void => {
    known.delete(directory);
    checks.forget(directory);
    shown.forget(directory);
  };
  const following = followCharts({
    ...{ index, checks, forget, log, onDidChangeContents: parts.onDidChangeContents },
    lookUp: (directory) => {
      lookUp(directory).catch((error: unknown) => {
        log.warn('cannot tell what is published', { directory, reason: String(error) });
      });
    },
  });
  return {
    chartOf: (path) => index.chartOf(path),
    findingsAt: async (uri) => {
      const directory = index.chartOf(uri.fsPath);
      return directory === undefined
        ? undefined
        : { directory, findings: await checks.current(directory) };
    },
    dispose: () => {
      vscode.Disposable.from(following, checks, collection).dispose();
    },
  };
}

function sameKnown(a: Known | undefined, b: Known): boolean {
  const text = (known: Known | undefined): string =>
    JSON.stringify([known?.published, [...(known?.dependencies ?? [])]]);
  return text(a) === text(b);
}
