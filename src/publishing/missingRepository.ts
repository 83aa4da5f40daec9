import type { Abortable } from '../base/abort';
import type { Registry } from '../registries/registry';

/**
 * True when a push would fail because nobody has made the repository. Two questions at most; hosts
 * where a push makes what it needs are asked nothing.
 */
export async function lacksRepository(
  { creation }: Pick<Registry, 'creation'>,
  name: string,
  options: Abortable = {},
): Promise<boolean> {
  if (!creation || (await creation.exists(name, options))) return false;
  return !(await creation.madeByPush(name, options));
}
