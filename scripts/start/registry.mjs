import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { support } from '../run/project.mjs';

/**
 * Starts the local registry on the port it had last time, which the settings of the window know it
 * by; the first time the system chooses one.
 */
export async function startLocalRegistry(home) {
  const portFile = join(home, 'port');
  const port = await storedPort(portFile);
  try {
    const registry = await support('registry/testRegistry').startRegistry({
      directory: join(home, 'registry'),
      port,
      record: false,
    });
    await writeFile(portFile, new URL(registry.url).port);
    return registry;
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${port} of the local registry is in use. End the other "npm start", or remove ${home} to begin anew.`,
      { cause: error },
    );
  }
}

async function storedPort(file) {
  try {
    return Number(await readFile(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return 0;
    throw error;
  }
}
