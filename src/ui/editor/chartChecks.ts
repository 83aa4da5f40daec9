import * as vscode from 'vscode';
import type { Log } from '../../base/log';
import type { DependencyFacts } from '../../chart/rules/chartFacts';
import type { KnownOfChart, PlacedFinding } from '../../publishing/check/checkFolder';
import { createCheckThread } from '../../publishing/check/checkThread';
import { publishValueOf } from '../charts/publishTargets';
import { pathIn } from './chartIndex';
import { ruleLevelsFor } from './ruleLevels';

/** What is known of a chart beside its files. */
export interface Known {
  readonly published?: KnownOfChart | undefined;
  readonly dependencies?: ReadonlyMap<string, DependencyFacts> | undefined;
}

export interface ChartChecksOptions {
  readonly log: Log;
  readonly knownOf: (directory: string) => Known | undefined;
  /** A chart has been checked; undefined where nothing is to be said of it. */
  readonly onFindings: (directory: string, findings: readonly PlacedFinding[]) => void;
}

/** Checks charts one after the other, each as it is on the screen when its turn comes. */
export interface ChartChecks {
  dispose(): void;
  /** In the given milliseconds, counted anew with each call; the chart somebody is at comes first. */
  schedule(directory: string, delay: number, isFirst?: boolean): void;
  /** What is found in the chart with all that was typed until now. */
  current(directory: string): Promise<readonly PlacedFinding[]>;
  forget(directory: string): void;
}

interface Entry {
  timer: NodeJS.Timeout | undefined;
  /** It has changed since it was checked, or is being checked. */
  isDue: boolean;
  findings: readonly PlacedFinding[];
}

export function createChartChecks(options: ChartChecksOptions): ChartChecks {
  const thread = createCheckThread();
  const entries = new Map<string, Entry>();
  const queue: string[] = [];
  const idle = new vscode.EventEmitter<string>();
  let running: string | undefined;

  const entryOf = (directory: string): Entry => {
    let entry = entries.get(directory);
    if (!entry) entries.set(directory, (entry = { timer: undefined, isDue: false, findings: [] }));
    return entry;
  };
  const enqueue = (directory: string, isFirst: boolean): void => {
    const at = queue.indexOf(directory);
    if (at >= 0) queue.splice(at, 1);
    if (isFirst) queue.unshift(directory);
    else queue.push(directory);
    void advance();
  };
  const advance = async (): Promise<void> => {
    if (running !== undefined) return;
    running = queue.shift();
    if (running === undefined) return;
    const directory = running;
    const entry = entryOf(directory);
    entry.isDue = false;
    try {
      const findings = await check(directory);
      if (entries.get(directory) === entry) {
        entry.findings = findings;
        options.onFindings(directory, findings);
      }
    } catch (error) {
      options.log.warn('a chart cannot be checked', { directory, reason: String(error) });
    }
    running = undefined;
    idle.fire(directory);
    void advance();
  };
  const check = (directory: string): Promise<readonly PlacedFinding[]> => {
    const levels = ruleLevelsFor(directory);
    if (!levels) return Promise.resolve([]);
    const known = options.knownOf(directory);
    return thread.check({
      ...{ directory, levels, unsaved: unsavedTexts(directory) },
      publishValue: publishValueOf(directory),
      known: known?.published,
      dependencies: known?.dependencies,
    });
  };
  return {
    schedule: (directory, delay, isFirst = false) => {
      const entry = entryOf(directory);
      entry.isDue = true;
      clearTimeout(entry.timer);
      entry.timer = setTimeout(() => {
        entry.timer = undefined;
        enqueue(directory, isFirst);
      }, delay);
    },
    current: async (directory) => {
      const entry = entries.get(directory);
      if (!entry) return [];
      if (entry.timer !== undefined) {
        clearTimeout(entry.timer);
        entry.timer = undefined;
        enqueue(directory, true);
      }
      while (entry.isDue || running === directory) {
        if (entries.get(directory) !== entry) return [];
        await nextOf(idle.event);
      }
      return entry.findings;
    },
    forget: (directory) => {
      clearTimeout(entries.get(directory)?.timer);
      entries.delete(directory);
      const at = queue.indexOf(directory);
      if (at >= 0) queue.splice(at, 1);
      idle.fire(directory);
    },
    dispose: () => {
      for (const { timer } of entries.values()) clearTimeout(timer);
      entries.clear();
      queue.length = 0;
      idle.dispose();
      void thread.close();
    },
  };
}

/** As editors hold them; VS Code has taken a byte order mark off already. */
function unsavedTexts(directory: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.uri.scheme !== 'file') continue;
    const path = pathIn(directory, document.uri.fsPath);
    if (path !== undefined) texts.set(path, document.getText());
  }
  return texts;
}

function nextOf(event: vscode.Event<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const subscription = event(() => {
      subscription.dispose();
      resolve();
    });
  });
}
