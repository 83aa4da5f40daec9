import type { Session } from './session';

/** An option as `node:util` parses it and help shows it. */
export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** Can be given more than once. */
  readonly multiple?: true;
  /** Stands for the value in help, in capitals. */
  readonly value?: string;
  readonly description: string;
}

/** By the name after the two dashes. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

export type OptionValues<O extends OptionTable> = {
  readonly [Name in keyof O]?:
    | (O[Name]['type'] extends 'boolean'
        ? boolean
        : O[Name] extends { readonly multiple: true }
          ? readonly string[]
          : string)
    | undefined;
};

export interface ArgumentSpec {
  /** In capitals, as help shows it. */
  readonly name: string;
  readonly description: string;
  readonly optional?: true;
  /** The last one can be given any number of times. */
  readonly many?: true;
}

export interface Example {
  readonly command: string;
  readonly what: string;
}

/** What a command was called with. */
export interface Call<O extends OptionTable> {
  readonly arguments: readonly string[];
  readonly options: OptionValues<O>;
  readonly session: Session;
}

/** What a command has to say on stdout, in either form. */
export interface Outcome {
  /** `result` of the JSON document. */
  readonly result: object;
  /** Lines for people. */
  readonly text: readonly string[];
  /** Where that is not 0. */
  readonly exitCode?: number | undefined;
}

/** One command: what help says of it, and what it does. Its name and summary are in the table. */
export interface Command<O extends OptionTable = OptionTable> {
  readonly arguments: readonly ArgumentSpec[];
  /** Paragraphs. */
  readonly description: readonly string[];
  readonly options: O;
  readonly examples: readonly Example[];
  /** @throws ChartroomError, which decides the exit code */
  run(call: Call<O>): Promise<Outcome>;
}

/** Keeps the types of the options of a command. */
export function defineCommand<const O extends OptionTable>(command: Command<O>): Command<O> {
  return command;
}
