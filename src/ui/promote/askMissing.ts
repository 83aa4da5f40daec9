import { defaultSettings, keptSettings, settingsLike } from '../../publishing/creationSettings';
import type { PlannedPromotion } from '../../publishing/promote/promotion';
import type { CreationSettings, RepositoryEntry } from '../../registries/registry';
import type { Parts } from '../commands/parts';
import type { Connection } from '../connections/connections';
import { askCreation } from '../pick/askCreation';

/** How a repository is made, by the id of its registry. */
export type MissingSettings = ReadonlyMap<string, CreationSettings>;

type Needed = Pick<Parts, 'globalMemory'>;

/**
 * Asks once for each registry how the repositories are made that are missing there, unless it was told to
 * remember. Offered is what those are set to that the versions come from. Undefined when a question is closed.
 */
export async function askMissing(
  { globalMemory }: Needed,
  connections: readonly Connection[],
  planned: readonly PlannedPromotion[],
  entryOf: (one: PlannedPromotion) => RepositoryEntry | undefined,
): Promise<MissingSettings | undefined> {
  const settings = new Map<string, CreationSettings>();
  for (const connection of connections) {
    const { creation } = connection.registry;
    const missing = planned.filter((one) => isMissingIn(one, connection));
    const [first] = missing;
    if (!creation || !first) continue;
    const key = `creation.${connection.id}`;
    const choices = await creation.choices();
    const kept = keptSettings(globalMemory.get<unknown>(key), choices);
    const like = entryOf(first);
    const answer = kept
      ? { settings: kept, remember: true }
      : await askCreation({
          ...{ connection, choices, missing: true, remembered: false },
          names: [...new Set(missing.map(({ repository }) => repository.name))],
          settings: like ? settingsLike(like, choices) : defaultSettings(choices),
        });
    if (!answer) return undefined;
    if (answer.remember) await globalMemory.update(key, answer.settings);
    settings.set(connection.id, answer.settings);
  }
  return settings;
}

function isMissingIn({ registry, outlook }: PlannedPromotion, { id }: Connection): boolean {
  return registry.id === id && outlook.is === 'new' && outlook.repository === 'create';
}
