import type { Abortable } from '../base/abort';
import type { Registry, RepositoryEntry } from '../registries/registry';

/**
 * What a registry says of a repository in its listing, read as far as to its page; undefined where there is none of that
 * name. Where the host tells that by itself, nothing is listed for it.
 *
 * @throws ChartroomError what `Registry.repositories` throws
 */
export async function repositoryEntry(
  registry: Pick<Registry, 'repositories' | 'creation'>,
  name: string,
  options: Abortable = {},
): Promise<RepositoryEntry | undefined> {
  if ((await registry.creation?.exists(name, options)) === false) return undefined;
  for await (const { items } of registry.repositories(options)) {
    const found = items.find((entry) => entry.name === name);
    if (found) return found;
  }
  return undefined;
}
