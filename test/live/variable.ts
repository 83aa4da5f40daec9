/** What is wrong with how the program was called, as a sentence. */
export class UsageError extends Error {}

/** The value of a variable of the environment. @throws UsageError when it is not set */
export function required(name: string): string {
  const value = optional(name);
  if (value !== undefined) return value;
  throw new UsageError(`The variable ${name} is not set; docs/testing.md says what it is for.`);
}

/** The value of a variable of the environment, of which an empty one counts as none. */
export function optional(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
