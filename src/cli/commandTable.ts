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
    name: 'list',
    summary: 'list the saved charts',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/list.js')).list,
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
    name: 'export',
    summary: 'write a saved chart into a folder or as a .tgz',
    load: async () =>
      (await import(/* webpackChunkName: "commands" */ './commands/export.js')).exportSaved,
  },
  {
    name: 'remove',
    summary: 'delete saved charts',
    load: async () =>
      (await import(/* webpackChunkName: "commands" */ './commands/remove.js')).remove,
  },
  {
    name: 'tag',
    summary: 'give a saved chart or a published version one more name',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/tag.js')).tag,
  },
  {
    name: 'copy',
    summary: 'copy versions between registries, byte for byte',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/copy.js')).copy,
  },
  {
    name: 'mirror',
    summary: 'keep copies of charts as a mirror file says',
    load: async () =>
      (await import(/* webpackChunkName: "commands" */ './commands/mirror.js')).mirror,
  },
  {
    name: 'diff',
    summary: 'compare two charts, published or not',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/diff.js')).diff,
  },
  {
    name: 'lint',
    summary: 'check chart folders, without a registry and without Helm',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/lint.js')).lint,
  },
  {
    name: 'deps update',
    summary: 'resolve dependencies, fill charts/ and write the lock',
    load: async () =>
      (await import(/* webpackChunkName: "commands" */ './commands/depsFill.js')).depsUpdate,
  },
  {
    name: 'deps build',
    summary: 'fill charts/ with what the lock says',
    load: async () =>
      (await import(/* webpackChunkName: "commands" */ './commands/depsFill.js')).depsBuild,
  },
  {
    name: 'deps list',
    summary: 'tell what a chart depends on, and what of it is there',
    load: async () =>
      (await import(/* webpackChunkName: "commands" */ './commands/depsList.js')).depsList,
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
  {
    name: 'repo ls',
    summary: 'list the repositories of a registry',
    load: async () =>
      (await import(/* webpackChunkName: "commands" */ './commands/repoLs.js')).repoLs,
  },
  {
    name: 'ls',
    summary: 'list the versions of a repository, the newest first',
    load: async () => (await import(/* webpackChunkName: "commands" */ './commands/ls.js')).ls,
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
