import type { Sink } from '../surroundings';

/** The last line of a terminal, written over as things go on. */
export interface LiveLine {
  show(text: string): void;
  /** Writes a line that stays, above it. */
  above(text: string): void;
  clear(): void;
}

/** Milliseconds between two redraws: more often nobody sees, and a slow terminal would brake the work. */
const pause = 80;
const eraseLine = '\r\u001b[K';

export function createLiveLine(terminal: Sink, clock: () => number): LiveLine {
  let shown = '';
  let latest = '';
  let drawn = Number.NEGATIVE_INFINITY;

  const draw = (text: string): void => {
    terminal.write(`${eraseLine}${text}`);
    shown = text;
    drawn = clock();
  };
  const clear = (): void => {
    if (shown !== '') terminal.write(eraseLine);
    shown = '';
    latest = '';
  };
  return {
    show: (text) => {
      // One column less: a terminal may begin a new line after the last one.
      const cut = fit(text, (terminal.columns ?? 80) - 1);
      // Another step is shown at once, the same one with another number when there was time.
      const isSameStep = stepOf(cut) === stepOf(latest);
      latest = cut;
      if (isSameStep && clock() - drawn < pause) return;
      if (cut !== shown) draw(cut);
    },
    above: (text) => {
      const current = latest;
      clear();
      terminal.write(`${text}\n`);
      if (current === '') return;
      latest = current;
      draw(current);
    },
    clear,
  };
}

function stepOf(text: string): string {
  return text.replace(/: [\d.]+ .*$/, '');
}

function fit(text: string, columns: number): string {
  const characters = Array.from(text);
  return characters.length <= columns
    ? text
    : `${characters.slice(0, Math.max(0, columns - 1)).join('')}…`;
}
