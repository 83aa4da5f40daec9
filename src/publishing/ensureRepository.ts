import type { Abortable } from '../base/abort';
import { ChartroomError, hasCode } from '../base/error';
import { onceEach } from '../base/onceEach';
import type { CreationSettings, Registry, RepositoryCreation } from '../registries/registry';
import { lacksRepository } from './missingRepository';

/**
 * Makes a repository that is missing, on hosts where a push does not.
 *
 * @param settings how it is made; undefined where nobody said that it may be
 * @throws ChartroomError `registry.repository-missing`, and what the registry throws
 */
export async function ensureRepository(
  registry: Registry,
  name: string,
  settings: CreationSettings | undefined,
  options: Abortable = {},
): Promise<'there' | 'created'> {
  const { creation } = registry;
  if (!creation || !(await lacksRepository(registry, name, options))) return 'there';
  if (!settings) throw repositoryMissing(registry, name);
  return makeUnlessThere(creation, name, settings, options);
}

/**
 * As `ensureRepository`, each repository once for all that goes there: it is `created` for the first who asks. When that
 * fails, it fails for all of them.
 */
export function createEnsureRepository(): typeof ensureRepository {
  const ensured = onceEach<'there' | 'created'>();
  const seen = new Set<string>();
  return async (registry, name, settings, options) => {
    const key = `${registry.id} ${name}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    const outcome = await ensured(key, () => ensureRepository(registry, name, settings, options));
    return isFirst ? outcome : 'there';
  };
}

/** Makes a repository that was found missing; `there` when somebody else has made it meanwhile. */
export async function makeUnlessThere(
  creation: RepositoryCreation,
  name: string,
  settings: CreationSettings,
  options: Abortable = {},
): Promise<'there' | 'created'> {
  try {
    await creation.create(name, settings, options);
    return 'created';
  } catch (error) {
    if (hasCode(error, 'registry.repository-exists')) return 'there';
    throw error;
  }
}

/** Nobody has made the repository, and nobody said that it may be made. */
export function repositoryMissing(
  { id, host }: Pick<Registry, 'id' | 'host'>,
  name: string,
): ChartroomError {
  return new ChartroomError({
    code: 'registry.repository-missing',
    template: 'The repository {repository} does not exist in {host}, and a push does not make it',
    facts: { repository: name, host },
    remedy: { kind: 'create-repository', registry: id, repository: name },
  });
}
