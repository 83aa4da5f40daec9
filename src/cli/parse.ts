import { parseArgs } from 'node:util';
import { nearest } from '../base/nearest';
import type { ArgumentSpec, Command, OptionSpec, OptionTable } from './command';
import { commonOptions } from './options';
import { usageError } from './usageError';

export interface Parsed {
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, boolean | string | readonly string[]>>;
}

/**
 * Reads what follows the name of a command.
 * @throws ChartroomError `usage.option`, `usage.value`, `usage.argument`
 */
export function parseCall(args: readonly string[], command: Command, name: string): Parsed {
  const table: OptionTable = { ...command.options, ...commonOptions };
  const { positionals, tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(table).map(([option, { type, short, multiple }]) => [
        option,
        { type, ...(short !== undefined && { short }), ...(multiple && { multiple }) },
      ]),
    ),
    allowPositionals: true,
    // Its own words name neither the nearest option nor the command.
    strict: false,
    tokens: true,
  });
  const options: Record<string, boolean | string | string[]> = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    if (!spec) throw unknownOption(token.rawName, name, table);
    const value = valueOf(token, spec);
    if (spec.multiple) options[token.name] = [...listOf(options[token.name]), String(value)];
    else options[token.name] = value;
  }
  checkOutput(options['output']);
  if (options['help'] !== true) checkCount(positionals, command.arguments, name);
  return { arguments: positionals, options };
}

interface OptionToken {
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function valueOf({ rawName, value, inlineValue }: OptionToken, spec: OptionSpec): boolean | string {
  if (spec.type === 'boolean') {
    if (value === undefined) return true;
    throw usageError('value', '{option} takes no value', { option: rawName });
  }
  // What looks like an option is taken for a value only where nobody can doubt it.
  if (value === undefined || (!inlineValue && /^--?\w/.test(value))) {
    throw usageError('value', '{option} needs a value: {option}={word}', {
      option: rawName,
      word: spec.value ?? 'VALUE',
    });
  }
  return value;
}

function unknownOption(typed: string, command: string, table: OptionTable): Error {
  const known = Object.keys(table).map((option) => `--${option}`);
  const near = nearest(typed, known);
  return near === undefined
    ? usageError('option', 'chartroom {command} has no option {option}', {
        command,
        option: typed,
      })
    : usageError('option', 'chartroom {command} has no option {option}; did you mean {near}?', {
        ...{ command, option: typed, near },
      });
}

function checkOutput(value: boolean | string | readonly string[] | undefined): void {
  if (value === undefined || value === 'text' || value === 'json') return;
  throw usageError('value', '--output is "{value}": expected text or json', {
    value: String(value),
  });
}

function checkCount(given: readonly string[], specs: readonly ArgumentSpec[], name: string): void {
  const missing = specs.find((spec, index) => !spec.optional && given[index] === undefined);
  if (missing) {
    throw usageError('argument', 'chartroom {command} needs {argument}: {description}', {
      ...{ command: name, argument: missing.name, description: missing.description },
    });
  }
  const surplus = given[specs.length];
  if (surplus === undefined || specs.at(-1)?.many) return;
  throw usageError('argument', 'chartroom {command} does not know what to do with "{argument}"', {
    ...{ command: name, argument: surplus },
  });
}

function listOf(value: boolean | string | readonly string[] | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
