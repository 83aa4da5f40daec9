import { isAbort } from '../base/abort';
import { ChartroomError } from '../base/error';
import { nearest } from '../base/nearest';
import type { Command, Outcome } from './command';
import { commandTable, findCommand, type CommandEntry } from './commandTable';
import { createConsole } from './console/console';
import { explain } from './explain';
import { endings, exitCodeOf } from './exitCode';
import { commandHelp, overview } from './help';
import { openSession } from './openSession';
import { parseCall, type Parsed } from './parse';
import { writeError, writeOutcome } from './output';
import type { Surroundings } from './surroundings';
import { usageError } from './usageError';

/** Whether somebody wants the run to end. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Of the signal that came; undefined before one does. */
  readonly exitCode: () => number | undefined;
}

/**
 * Runs what was typed after `chartroom`. Never rejects: what goes wrong is told on stderr.
 * @returns the exit code
 */
export async function runCommandLine(
  words: readonly string[],
  surroundings: Surroundings,
  interruption: Interruption,
): Promise<number> {
  try {
    const [first = 'help', ...others] = words;
    if (first === 'help' || first === '--help' || first === '-h') {
      surroundings.stdout.write(await helpFor(others));
      return endings.ok.code;
    }
    if (first === 'version' || first === '--version') {
      surroundings.stdout.write(`${surroundings.version}\n`);
      return endings.ok.code;
    }
    const { entry, rest } = found(words);
    return await runCommand(entry, rest, surroundings, interruption);
  } catch (error) {
    return fail(error, undefined, words, surroundings, interruption);
  }
}

async function runCommand(
  entry: CommandEntry,
  words: readonly string[],
  surroundings: Surroundings,
  interruption: Interruption,
): Promise<number> {
  let parsed: Parsed | undefined;
  try {
    const command = await entry.load();
    parsed = parseCall(words, command, entry.name);
    if (parsed.options['help'] === true) {
      surroundings.stdout.write(commandHelp(entry, command));
      return endings.ok.code;
    }
    const outcome = await perform(command, parsed, surroundings, interruption);
    writeOutcome(entry.name, outcome, parsed, surroundings.stdout);
    return outcome.exitCode ?? endings.ok.code;
  } catch (error) {
    return fail(error, entry.name, words, surroundings, interruption);
  }
}

async function perform(
  command: Command,
  parsed: Parsed,
  surroundings: Surroundings,
  interruption: Interruption,
): Promise<Outcome> {
  const session = openSession(parsed, surroundings, interruption.signal);
  try {
    return await command.run({ ...parsed, session } as Parameters<Command['run']>[0]);
  } finally {
    session.console.end();
  }
}

function fail(
  error: unknown,
  name: string | undefined,
  words: readonly string[],
  surroundings: Surroundings,
  interruption: Interruption,
): number {
  const { stderr, stdout, environment, clock } = surroundings;
  const isVerbose = words.includes('--verbose') || words.includes('-v');
  const console = createConsole({ stderr, environment, clock, quiet: false, verbose: isVerbose });
  const wasStopped = isAbort(error, interruption.signal);
  const stopped = interruption.exitCode() ?? endings.interrupted.code;
  const exitCode = wasStopped ? stopped : exitCodeOf(error);
  if (asksForJson(words)) writeError(name, error, exitCode, stdout);
  if (wasStopped) return exitCode;
  console.fail(explain(error, name));
  if (!(error instanceof ChartroomError) && error instanceof Error) {
    console.log.debug('stopped', { stack: error.stack });
  }
  return exitCode;
}

/** Also of words that could not be parsed. */
function asksForJson(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      /^(?:--output=|-o=?)json$/.test(word) ||
      (word === 'json' && /^(?:--output|-o)$/.test(words[index - 1] ?? '')),
  );
}

async function helpFor(words: readonly string[]): Promise<string> {
  if (words.length === 0) return overview();
  const { entry } = found(words);
  return commandHelp(entry, await entry.load());
}

function found(words: readonly string[]): NonNullable<ReturnType<typeof findCommand>> {
  const command = findCommand(words);
  if (command) return command;
  const [typed = ''] = words;
  if (typed.startsWith('-')) {
    throw usageError('command', 'The command comes first: chartroom COMMAND {option}', {
      option: typed,
    });
  }
  const below = commandTable.filter(({ name }) => name.startsWith(`${typed} `));
  if (below.length > 0) {
    throw usageError('command', 'chartroom {typed} is one of: {names}', {
      ...{ typed, names: below.map(({ name }) => name).join(', ') },
    });
  }
  const names = commandTable.map(({ name }) => name);
  const near = nearest(typed, names);
  throw near === undefined
    ? usageError('command', 'There is no command "{typed}"; chartroom help lists them', { typed })
    : usageError('command', 'There is no command "{typed}"; did you mean {near}?', { typed, near });
}
