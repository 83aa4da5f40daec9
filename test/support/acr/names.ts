import type { Registry } from '../../../src/registries/registry';

/** Every repository a registry lists. */
export async function repositoriesOf(registry: Registry): Promise<string[]> {
  const all: string[] = [];
  for await (const { items } of registry.repositories()) all.push(...items.map(({ name }) => name));
  return all;
}

/** Every tag of a repository. */
export async function tagsOf(registry: Registry, repository: string): Promise<string[]> {
  const all: string[] = [];
  for await (const { items } of registry.repository(repository).versions()) {
    all.push(...items.map(({ tag }) => tag));
  }
  return all;
}
