import { ChartroomError, hasCode } from '../../base/error';
import { hostOf, namespaceOf } from '../../registries/pastedHost';
import type { RepositoryEntry } from '../../registries/registry';
import { defineCommand } from '../command';
import { table } from '../console/table';
import { registryOptions } from '../options';

export const repoLs = defineCommand({
  arguments: [{ name: 'HOST[/PREFIX]', description: 'registry, and where in it to look' }],
  description: [
    'Not every host lists its repositories: Docker Hub, GitHub and GitLab do not, and others keep the\nlist to administrators.',
  ],
  options: registryOptions,
  examples: [
    { command: 'chartroom repo ls registry.example', what: 'all repositories' },
    { command: 'chartroom repo ls registry.example/charts', what: 'those below charts/' },
  ],
  async run({ arguments: [typed = ''], session }) {
    const host = hostOf(typed);
    const prefix = namespaceOf(typed);
    const registry = await (await session.registries()).of(host);
    session.console.step(`listing ${host}`);
    const repositories: ReturnType<typeof rowOf>[] = [];
    try {
      const pages = registry.repositories({ signal: session.signal, pageSize: 1000 });
      for await (const { items } of pages) {
        const wanted = items.filter(({ name }) => isBelow(name, prefix));
        repositories.push(...wanted.map(rowOf));
      }
    } catch (error) {
      throw withoutSetting(error);
    }
    repositories.sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      result: { host, ...(prefix !== '' && { prefix }), repositories },
      text: table(
        ['REPOSITORY', 'TAGS', 'CREATED'],
        repositories.map(({ name, mutability, created }) => [
          ...[`${host}/${name}`, mutability, created?.slice(0, 19)],
        ]),
      ),
    };
  },
});

function isBelow(name: string, prefix: string): boolean {
  return prefix === '' || name === prefix || name.startsWith(`${prefix}/`);
}

function rowOf({ name, mutability, created, uri }: RepositoryEntry) {
  return {
    name,
    ...(mutability && { mutability }),
    ...(created && { created: created.toISOString() }),
    ...(uri !== undefined && { uri }),
  };
}

/** The editor offers a setting in which repositories can be named; here they are named by the command. */
function withoutSetting(error: unknown): unknown {
  if (!hasCode(error, 'registry.no-catalog') || error.remedy?.kind !== 'open-setting') return error;
  return new ChartroomError({
    code: error.code,
    template:
      '{host} does not list its repositories; "chartroom ls" lists the versions of one that is named',
    facts: { host: error.facts['host'] ?? '' },
    cause: error,
  });
}
