import type { Abortable } from '../base/abort';
import type { Registry } from '../registries/registry';

/**
 * `create`: it is missing, and a push does not make it. `push`: it is missing and a push makes it. `there` also where
 * the host does not tell, as a push makes it then.
 */
export type RepositoryState = 'there' | 'create' | 'push';

/** Two questions at most; hosts where a push makes what it needs are asked nothing. */
export async function repositoryState(
  { creation }: Pick<Registry, 'creation'>,
  name: string,
  options: Abortable = {},
): Promise<RepositoryState> {
  if (!creation || (await creation.exists(name, options))) return 'there';
  return (await creation.madeByPush(name, options)) ? 'push' : 'create';
}

/** True when a push would fail because nobody has made the repository. */
export async function lacksRepository(
  registry: Pick<Registry, 'creation'>,
  name: string,
  options: Abortable = {},
): Promise<boolean> {
  return (await repositoryState(registry, name, options)) === 'create';
}
