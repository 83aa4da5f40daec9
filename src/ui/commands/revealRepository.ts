import type { CommandHandler } from '../window/command';
import type { Parts } from './parts';
import { revealVersion } from './reveal';

/** Shows a repository of a connected registry in the Registries view, as links in an editor do. */
export function revealRepositoryCommand(
  parts: Pick<Parts, 'explorerTree' | 'explorerView'>,
): CommandHandler {
  return async (connectionId, repository) => {
    if (typeof connectionId !== 'string' || typeof repository !== 'string') return;
    // No tag is empty, so that what is found is the repository.
    await revealVersion(parts, connectionId, repository, '');
  };
}
