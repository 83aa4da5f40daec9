import type { CreationSettings, RepositoryEntry } from '../../registries/registry';
import { chooseCreation, keepCreation, type CreationQuestion } from '../pick/chooseCreation';
import type { Parts } from './parts';

type Needed = Pick<Parts, 'globalMemory' | 'explorerTree'>;

export interface MakeRepositoryOptions extends Omit<CreationQuestion, 'offered' | 'names'> {
  readonly name: string;
  /** Does the work, once it is decided, where its progress is shown. `there` when it was not needed any more. */
  readonly make: (settings: CreationSettings) => PromiseLike<'there' | 'created'>;
}

/** Makes a repository after the one question about it, and shows it in the tree. Undefined when that is closed. */
export async function makeRepository(
  { globalMemory, explorerTree }: Needed,
  { make, name, ...question }: MakeRepositoryOptions,
): Promise<'there' | 'created' | undefined> {
  const { connection } = question;
  const answer = await chooseCreation(globalMemory, { ...question, names: [name] });
  if (!answer) return undefined;
  const made = await make(answer.settings);
  await keepCreation(globalMemory, connection, answer);
  if (made === 'created') {
    explorerTree.created(connection.id, { name, ...shownOf(answer.settings) });
  }
  return made;
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
