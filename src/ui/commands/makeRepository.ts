import { defaultSettings, keptSettings } from '../../publishing/creationSettings';
import type {
  CreationSettings,
  RepositoryCreation,
  RepositoryEntry,
} from '../../registries/registry';
import type { Connection } from '../connections/connections';
import { askCreation } from '../pick/askCreation';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'globalMemory' | 'explorerTree'>;

export interface MakeRepositoryOptions {
  readonly connection: Connection;
  readonly creation: RepositoryCreation;
  readonly name: string;
  /** `unless-remembered` for a push: whoever told it to remember is not asked again. */
  readonly ask: 'always' | 'unless-remembered';
  /** Does the work, once it is decided, where its progress is shown. */
  readonly run: (work: (signal: AbortSignal) => Promise<void>) => PromiseLike<void>;
}

/** Makes a repository after the one question about it, and shows it in the tree. False when that is closed. */
export async function makeRepository(
  { globalMemory, explorerTree }: Needed,
  { connection, creation, name, ask, run }: MakeRepositoryOptions,
): Promise<boolean> {
  const key = `creation.${connection.id}`;
  const choices = await creation.choices();
  const kept = keptSettings(globalMemory.get<unknown>(key), choices);
  const answer =
    kept && ask === 'unless-remembered'
      ? { settings: kept, remember: true }
      : await askCreation({
          ...{ connection, names: [name], choices },
          missing: ask === 'unless-remembered',
          settings: kept ?? defaultSettings(choices),
          remembered: kept !== undefined,
        });
  if (!answer) return false;
  await run((signal) => creation.create(name, answer.settings, { signal }));
  await globalMemory.update(key, answer.remember ? answer.settings : undefined);
  explorerTree.created(connection.id, { name, ...shownOf(answer.settings) });
  return true;
}

/** What the tree shows of a repository, and would otherwise know when it is listed again. */
export function shownOf({
  mutability,
  exclusions,
  scanOnPush,
}: CreationSettings): Omit<RepositoryEntry, 'name'> {
  return {
    ...(mutability && { mutability }),
    ...(exclusions && { exclusions }),
    ...(scanOnPush !== undefined && { scanOnPush }),
  };
}
