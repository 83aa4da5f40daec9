import type { Registry, RepositoryEntry, VersionEntry } from '../../src/registries/registry';

/** Every repository a registry lists. */
export async function repositoriesOf(registry: Registry): Promise<RepositoryEntry[]> {
  const all: RepositoryEntry[] = [];
  for await (const { items } of registry.repositories()) all.push(...items);
  return all;
}

/** Every version of a repository. */
export async function versionsOf(registry: Registry, repository: string): Promise<VersionEntry[]> {
  const all: VersionEntry[] = [];
  for await (const { items } of registry.repository(repository).versions()) all.push(...items);
  return all;
}

/** The name of every repository a registry lists. */
export async function namesOf(registry: Registry): Promise<string[]> {
  return (await repositoriesOf(registry)).map(({ name }) => name);
}

/** Every tag of a repository. */
export async function tagsOf(registry: Registry, repository: string): Promise<string[]> {
  return (await versionsOf(registry, repository)).map(({ tag }) => tag);
}
