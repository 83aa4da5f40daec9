import type { Surroundings as CredentialSurroundings } from '../registries/credentials/surroundings';

/** Where words go. */
export interface Sink {
  write(text: string): unknown;
  /** True for a terminal. */
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What a person or a pipe types. */
export interface Input extends AsyncIterable<Uint8Array | string> {
  readonly isTTY?: boolean | undefined;
}

/** Everything a run takes from its process; `main.ts` reads it, tests make their own. */
export interface Surroundings extends CredentialSurroundings {
  /** The working directory. */
  readonly directory: string;
  /** For files that are gone when the run ends. */
  readonly temporary: string;
  readonly stdin: Input;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Of this program. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Asks a person at the terminal; `isHidden` for a secret. */
  readonly ask: (question: string, isHidden: boolean, signal: AbortSignal) => Promise<string>;
}
