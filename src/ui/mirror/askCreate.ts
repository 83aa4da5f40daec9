import { defaultSettings, keptSettings } from '../../publishing/creationSettings';
import type { PlannedVersion } from '../../publishing/mirror/plan';
import type { CreationSettings } from '../../registries/registry';
import type { Parts } from '../commands/parts';
import { askCreation } from '../pick/askCreation';

type Needed = Pick<Parts, 'connections' | 'globalMemory'>;

/** Asks once how the repositories are made that are missing, unless it was told to remember. Undefined when it is closed. */
export async function askCreate(
  { connections, globalMemory }: Needed,
  missing: readonly PlannedVersion[],
): Promise<CreationSettings | undefined> {
  const [first] = missing;
  const connection = first && connections.forHost(first.target.registry);
  const creation = connection?.registry.creation;
  if (!creation) return undefined;
  const key = `creation.${connection.id}`;
  const choices = await creation.choices();
  const kept = keptSettings(globalMemory.get<unknown>(key), choices);
  if (kept) return kept;
  const names = [...new Set(missing.map(({ target }) => target.repository))];
  const answer = await askCreation({
    ...{ connection, choices, missing: true, remembered: false },
    names,
    settings: defaultSettings(choices),
  });
  if (answer?.remember) await globalMemory.update(key, answer.settings);
  return answer?.settings;
}
