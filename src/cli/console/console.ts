import type { Log, LogFields } from '../../base/log';
import { redact } from '../../base/redact';
import { formatSize } from '../../base/size';
import type { CopyProgress } from '../../oci/copy';
import type { Sink } from '../surroundings';
import { createLiveLine } from './liveLine';
import { printable } from './printable';

export interface ConsoleOptions {
  readonly stderr: Sink;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Everything that is said on stderr. stdout is for the result alone. */
export interface Console {
  /** What is being done now: a line that is written over on a terminal, a line of its own elsewhere. */
  readonly step: (text: string) => void;
  /** The same where nobody needs to read it afterwards: on terminals only. */
  readonly live: (text: string) => void;
  /** How far a copy is; hand it to the verb. Shown on terminals only. */
  readonly onProgress: (progress: CopyProgress) => void;
  /** Something worth knowing. */
  readonly note: (text: string) => void;
  readonly warn: (text: string) => void;
  /** Why it failed, said also when quiet. */
  readonly fail: (text: string) => void;
  readonly log: Log;
  /** Takes the progress away. */
  readonly end: () => void;
}

export function createConsole(options: ConsoleOptions): Console {
  const { stderr, quiet, verbose } = options;
  const isLive = stderr.isTTY === true && !quiet && options.environment['TERM'] !== 'dumb';
  const live = isLive ? createLiveLine(stderr, options.clock) : undefined;
  const paint = painter(options);
  let current = '';

  const shown = (text: string): string => (stderr.isTTY === true ? printable(text) : text);
  const line = (text: string, mark = ''): void => {
    const words = `${mark}${shown(text)}`;
    if (live) live.above(words);
    else stderr.write(`${words}\n`);
  };
  return {
    step: (text) => {
      if (quiet || text === current) return;
      current = text;
      if (live) live.show(shown(text));
      else line(text);
    },
    live: (text) => live?.show(shown(text)),
    onProgress: ({ doneBytes, totalBytes, phase }) => {
      if (phase !== 'copying' || totalBytes === 0) return;
      live?.show(`${shown(current)}: ${formatSize(doneBytes)} of ${formatSize(totalBytes)}`);
    },
    note: (text) => {
      if (!quiet) line(text);
    },
    warn: (text) => {
      line(text, `${paint('33', 'warning:')} `);
    },
    fail: (text) => {
      line(text, `${paint('31', 'error:')} `);
    },
    log: createLog(line, verbose),
    end: () => live?.clear(),
  };
}

/** Colours where somebody sees them and has not said no (no-color.org). */
function painter({ stderr, environment }: ConsoleOptions): (code: string, text: string) => string {
  const wanted =
    stderr.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  return (code, text) => (wanted ? `\u001b[${code}m${text}\u001b[0m` : text);
}

/** Without `--verbose` only what a person has to know. */
function createLog(line: (text: string) => void, verbose: boolean): Log {
  const at =
    (level: keyof Log, always: boolean) =>
    (message: string, fields?: LogFields): void => {
      if (!verbose && !always) return;
      const details = fields === undefined ? '' : ` ${redact(JSON.stringify(fields))}`;
      line(`[${level}] ${redact(message)}${details}`);
    };
  return {
    debug: at('debug', false),
    info: at('info', false),
    warn: at('warn', true),
    error: at('error', true),
  };
}
