import { offeringUnlock } from '../../publishing/remedy';
import type { Lock } from '../../registries/registry';
import type { VersionNode } from '../explorer/node';
import { registryOf } from '../explorer/registryOf';

/** Does something to a version; when the host refuses because of a lock, the error offers to take that off. */
export async function despiteLock<T>(
  node: VersionNode,
  lock: Lock | undefined,
  work: () => PromiseLike<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { repository } = node.parent;
    if (!repository.lock) throw error;
    const { id: registry } = registryOf(node);
    throw offeringUnlock(error, { registry, repository: repository.name, version: node.tag }, lock);
  }
}
