import type { Command, OptionTable } from './command';
import { commandTable, type CommandEntry } from './commandTable';
import { endings } from './exitCode';
import { commonOptions } from './options';

/** What `chartroom` says of itself. */
export function overview(): string {
  const commands = commandTable.map(({ name, summary }): [string, string] => [name, summary]);
  return [
    'Save, push, pull and check Helm charts, and copy them between OCI registries.',
    '',
    'Usage: chartroom COMMAND [ARGUMENT…] [OPTION…]',
    '',
    'Commands:',
    ...columns(commands),
    ...columns([
      ['help', 'this text, or that of one command'],
      ['version', 'the version of chartroom'],
    ]),
    '',
    'Options of every command:',
    ...optionLines(commonOptions),
    '',
    'Exit codes:',
    ...columns(Object.values(endings).map(({ code, meaning }) => [String(code), meaning])),
    '',
    'chartroom help COMMAND shows examples.',
    '',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp({ name, summary }: CommandEntry, command: Command): string {
  const { arguments: args, description, options, examples } = command;
  const described = args.map(({ name: word, description: text }): [string, string] => [word, text]);
  return [
    `${summary[0]?.toUpperCase() ?? ''}${summary.slice(1)}.`,
    '',
    `Usage: chartroom ${usage(name, command)}`,
    ...description.flatMap((paragraph) => ['', paragraph]),
    ...section('Arguments:', columns(described)),
    ...section('Options:', optionLines(options)),
    ...section('Options of every command:', optionLines(commonOptions)),
    ...section(
      'Examples:',
      examples.flatMap(({ command: line, what }) => [`  # ${what}`, `  ${line}`]),
    ),
    '',
  ].join('\n');
}

/** For example `push SOURCE DESTINATION [OPTION…]`. */
export function usage(name: string, { arguments: args }: Command): string {
  const words = args.map(({ name: word, optional, many }) => {
    const shown = many ? `${word}…` : word;
    return optional ? `[${shown}]` : shown;
  });
  return [name, ...words, '[OPTION…]'].join(' ');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function optionLines(options: OptionTable): readonly string[] {
  return columns(
    Object.entries(options).map(([name, { short, type, value, description }]) => {
      const long = type === 'string' ? `--${name} ${value ?? 'VALUE'}` : `--${name}`;
      return [short === undefined ? `    ${long}` : `-${short}, ${long}`, description];
    }),
  );
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
