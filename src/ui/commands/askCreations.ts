import type { CreationSettings } from '../../registries/registry';
import type { Connection } from '../connections/connections';
import { chooseCreation, keepCreation, type CreationQuestion } from '../pick/chooseCreation';
import type { Parts } from './parts';

/** Repositories that a registry lacks. */
export interface MissingRepositories extends Pick<CreationQuestion, 'offered'> {
  /** One name can come several times. */
  readonly names: readonly string[];
}

type Needed = Pick<Parts, 'globalMemory'>;

/**
 * One question for each registry that repositories have to be made in, or none where the answer is remembered. Gives the
 * settings by the id of the registry; undefined when a question is closed.
 */
export async function askCreations(
  { globalMemory }: Needed,
  missing: ReadonlyMap<Connection, MissingRepositories>,
): Promise<ReadonlyMap<string, CreationSettings> | undefined> {
  const all = new Map<string, CreationSettings>();
  for (const [connection, { names, offered }] of missing) {
    const { creation, id } = connection.registry;
    if (!creation) continue;
    const answer = await chooseCreation(globalMemory, {
      ...{ connection, creation, offered, ask: 'unless-remembered' },
      names: [...new Set(names)],
    });
    if (!answer) return undefined;
    await keepCreation(globalMemory, connection, answer);
    all.set(id, answer.settings);
  }
  return all;
}
