import { ChartroomError } from '../base/error';
import type { Outcome } from './command';
import { printable } from './console/printable';
import { endings } from './exitCode';
import { remedyCommand } from './explain';
import type { Parsed } from './parse';
import type { Sink } from './surroundings';

/** Of the JSON documents (`output.schema.json`); another one where a field goes or changes its meaning. */
const schemaVersion = 1;

/** Writes what a command found or did: lines, or one JSON document. */
export function writeOutcome(
  command: string,
  { result, text }: Outcome,
  { options }: Pick<Parsed, 'options'>,
  stdout: Sink,
): void {
  if (options['output'] === 'json') {
    const dryRun = options['dry-run'] === true;
    writeDocument(stdout, { schemaVersion, command, ...(dryRun && { dryRun }), result });
    return;
  }
  if (text.length === 0) return;
  const lines = `${text.join('\n')}\n`;
  stdout.write(stdout.isTTY === true ? printable(lines) : lines);
}

/** The document in place of the result where there is none. */
export function writeError(
  command: string | undefined,
  error: unknown,
  exitCode: number,
  stdout: Sink,
): void {
  const remedy = remedyCommand(error, command);
  const isOurs = error instanceof ChartroomError;
  writeDocument(stdout, {
    schemaVersion,
    ...(command !== undefined && { command }),
    error: {
      code: isOurs ? error.code : exitCode >= endings.interrupted.code ? 'interrupted' : 'unknown',
      message: error instanceof Error ? error.message : String(error),
      exitCode,
      ...(isOurs && { facts: error.facts }),
      ...(remedy !== undefined && { remedy }),
    },
  });
}

function writeDocument(stdout: Sink, document: object): void {
  stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
}
