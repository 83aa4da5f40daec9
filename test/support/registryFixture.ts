import type { TestContext } from 'node:test';
import { inTemporaryFolder, temporaryFolder } from './temporaryFolder';
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

/** A test registry of its own until the end of the test. */
export async function registryFor(
  t: TestContext,
  options: Omit<TestRegistryOptions, 'directory'> = {},
): Promise<TestRegistry> {
  const registry = await startRegistry({ ...options, directory: await temporaryFolder(t) });
  t.after(() => registry.stop());
  return registry;
}
