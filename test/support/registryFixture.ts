import { inTemporaryFolder } from './temporaryFolder';
import {
  startRegistry,
  type TestRegistry,
  type TestRegistryOptions,
} from './registry/testRegistry';

/** Runs with a test registry of its own, which is stopped and removed afterwards. */
export async function inRegistry(
  use: (registry: TestRegistry, directory: string) => Promise<void>,
  options: Omit<TestRegistryOptions, 'directory'> = {},
): Promise<void> {
  await inTemporaryFolder(async (directory) => {
    const registry = await startRegistry({ ...options, directory });
    try {
      await use(registry, directory);
    } finally {
      await registry.stop();
    }
  });
}
