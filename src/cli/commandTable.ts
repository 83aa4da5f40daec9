import type { Command } from './command';

export interface CommandEntry {
  /** One word, or two: `repo ls`. */
  readonly name: string;
  /** A phrase that begins with a verb. */
  readonly summary: string;
  /** The code of a command is loaded when it is called. */
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of help. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'save',
    summary: 'check and pack a chart into the saved charts',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/save.js')).save,
  },
  {
    name: 'push',
    summary: 'publish a chart folder, a saved chart or a .tgz',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/push.js')).push,
  },
  {
    name: 'pull',
    summary: 'fetch a chart from a registry',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/pull.js')).pull,
  },
  {
    name: 'lint',
    summary: 'check chart folders, without a registry and without Helm',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/lint.js')).lint,
  },
  {
    name: 'login',
    summary: 'keep a login for a registry where Helm finds it too',
    load: async () =>
      (await import(/* webpackChunkName: "commands" */ './commands/login.js')).login,
  },
  {
    name: 'logout',
    summary: 'forget the login for a registry',
    load: async () =>
      (await import(/* webpackChunkName: "commands" */ './commands/logout.js')).logout,
  },
];

/** The command that the first words name, and what is left of them. */
export function findCommand(
  words: readonly string[],
): { readonly entry: CommandEntry; readonly rest: readonly string[] } | undefined {
  for (const count of [2, 1]) {
    const name = words.slice(0, count).join(' ');
    const entry = commandTable.find((candidate) => candidate.name === name);
    if (entry) return { entry, rest: words.slice(count) };
  }
  return undefined;
}
