/** The part of a constraint that a cursor is at: what a version that is chosen there replaces. */
export interface VersionWord {
  /** Characters of the constraint before it. */
  readonly before: number;
  /** Such as `^`, which stays; empty for none. */
  readonly operator: string;
}

/** @param typed the constraint up to the cursor, such as `>=1.0.0 <2` */
export function versionWord(typed: string): VersionWord {
  const before = /^.*(?:[\s,]|\|\|)/s.exec(typed)?.[0].length ?? 0;
  const operator = /^(?:~>|=[<>]|[<>!]=?|[=~^])?/.exec(typed.slice(before))?.[0] ?? '';
  return { before, operator };
}

/** Whether YAML takes a constraint for a text only in quotes. */
export function needsQuotes(constraint: string): boolean {
  // `>` would begin a block scalar, `*` an alias and `!` a tag; `1.10` and `1` are numbers.
  return /^[>*!|=&]/.test(constraint) || /^\d+(?:\.\d*)?$/.test(constraint);
}
