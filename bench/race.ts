import { performance } from 'node:perf_hooks';

/** Two ways to the same end. */
export type Contest = Readonly<Record<'Chartroom' | 'Helm', (round: number) => Promise<unknown>>>;

const usualRounds = 5;

/** Milliseconds, the median of all rounds. The two take turns, so that neither has the quieter machine. */
export async function race(
  contest: Contest,
  rounds = usualRounds,
): Promise<Record<keyof Contest, number>> {
  const times = { Chartroom: [] as number[], Helm: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ['Chartroom', 'Helm'] as const) {
      const start = performance.now();
      await contest[name](round);
      times[name].push(performance.now() - start);
    }
  }
  return { Chartroom: median(times.Chartroom), Helm: median(times.Helm) };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A row of a table in Markdown. */
export function row(name: string, step: string, times: Record<keyof Contest, number>): string {
  const { Chartroom, Helm } = times;
  const cells = [`${Chartroom.toFixed(0)} ms`, `${Helm.toFixed(0)} ms`];
  return `| ${[name, step, ...cells, (Helm / Chartroom).toFixed(1)].join(' | ')} |`;
}
