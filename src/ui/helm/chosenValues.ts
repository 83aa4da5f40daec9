import * as vscode from 'vscode';
import { chartScheme, locationOf } from '../contents/location';

/** The values files that a person chose for a chart, remembered in the workspace. */
export interface ChosenValues {
  readonly onDidChange: vscode.Event<vscode.Uri>;
  /** Paths; the last one wins. */
  of(chart: vscode.Uri): readonly string[];
  choose(chart: vscode.Uri, files: readonly string[]): Promise<void>;
  dispose(): void;
}

const memoryKey = 'chartroom.valuesFiles';

type Choices = Readonly<Record<string, readonly string[]>>;

/** @param memory of the workspace */
export function createChosenValues(memory: vscode.Memento): ChosenValues {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const choices = (): Choices => memory.get<Choices>(memoryKey) ?? {};
  return {
    onDidChange: changed.event,
    of: (chart) => choices()[keyOf(chart)] ?? [],
    choose: async (chart, files) => {
      const own = keyOf(chart);
      const others = Object.entries(choices()).filter(([key]) => key !== own);
      const all = files.length > 0 ? [...others, [own, files]] : others;
      await memory.update(memoryKey, Object.fromEntries(all));
      changed.fire(chart);
    },
    dispose: () => {
      changed.dispose();
    },
  };
}

/** Tells charts apart, not their versions: what was chosen for one is meant for the next. */
export function keyOf(chart: vscode.Uri): string {
  const location = chart.scheme === chartScheme ? locationOf(chart) : undefined;
  return location ? `${location.authority}/${location.repository}` : chart.fsPath;
}
