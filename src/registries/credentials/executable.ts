import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { pathsOf, variable, type Surroundings } from './surroundings';

/**
 * Finds a program on the PATH as an absolute path. The search is not left to the system: on Windows
 * that begins in the current directory, which can be a folder from a stranger.
 */
export async function findExecutable(
  name: string,
  surroundings: Pick<Surroundings, 'environment' | 'platform'>,
): Promise<string | undefined> {
  return findOnPath(surroundings.platform === 'win32' ? `${name}.exe` : name, surroundings);
}

/** The same for the full name of a file. */
export async function findOnPath(
  file: string,
  surroundings: Pick<Surroundings, 'environment' | 'platform'>,
): Promise<string | undefined> {
  const path = pathsOf(surroundings);
  for (const directory of (variable(surroundings, 'PATH') ?? '').split(path.delimiter)) {
    const candidate = path.join(directory, file);
    if (path.isAbsolute(directory) && (await isExecutable(candidate))) return candidate;
  }
  return undefined;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    // Missing and not ours to run are the same here: the search goes on, as a shell's would.
    return false;
  }
}
