import { performance } from 'node:perf_hooks';

/** Ways to the same end. */
export type Contest<Name extends string> = Readonly<
  Record<Name, (round: number) => Promise<unknown>>
>;

const usualRounds = 5;

/** Milliseconds, the medians of all rounds. They take turns, so that none has the quieter machine. */
export async function race<Name extends string>(
  contest: Contest<Name>,
  rounds = usualRounds,
): Promise<Record<Name, number>> {
  const names = Object.keys(contest) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, measured] of times) {
      const start = performance.now();
      await contest[name](round);
      measured.push(performance.now() - start);
    }
  }
  const medians = [...times].map(([name, measured]) => [name, median(measured)]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A row of a table in Markdown. */
export function row(
  name: string,
  step: string,
  times: Record<'Chartroom' | 'Helm', number>,
): string {
  const { Chartroom, Helm } = times;
  const cells = [`${Chartroom.toFixed(0)} ms`, `${Helm.toFixed(0)} ms`];
  return `| ${[name, step, ...cells, (Helm / Chartroom).toFixed(1)].join(' | ')} |`;
}
