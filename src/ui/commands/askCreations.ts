import { defaultSettings, keptSettings } from '../../publishing/creationSettings';
import type { CreationSettings } from '../../registries/registry';
import type { Connection } from '../connections/connections';
import { askCreation } from '../pick/askCreation';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'globalMemory'>;

/**
 * One question for each registry that repositories have to be made in, or none where the answer is remembered. Gives the
 * settings by the id of the registry; undefined when a question is closed.
 */
export async function askCreations(
  { globalMemory }: Needed,
  missing: ReadonlyMap<Connection, readonly string[]>,
): Promise<ReadonlyMap<string, CreationSettings> | undefined> {
  const all = new Map<string, CreationSettings>();
  for (const [connection, names] of missing) {
    const { creation, id } = connection.registry;
    if (!creation) continue;
    const key = `creation.${connection.id}`;
    const choices = await creation.choices();
    const kept = keptSettings(globalMemory.get<unknown>(key), choices);
    const answer = kept
      ? { settings: kept, remember: true }
      : await askCreation({
          ...{ connection, choices, missing: true, remembered: false },
          names,
          settings: defaultSettings(choices),
        });
    if (!answer) return undefined;
    await globalMemory.update(key, answer.remember ? answer.settings : undefined);
    all.set(id, answer.settings);
  }
  return all;
}
