import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes a file so that a reader, or a restart after a kill, sees all of it or nothing. A power cut
 * may lose it: a registry for tests does not wait for the disk.
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  temporary: string,
): Promise<void> {
  const draft = join(temporary, randomUUID());
  await writeFile(draft, content, { flag: 'wx' });
  await moveInto(draft, path);
}

/** Moves a finished file to its place; replaces what is there. */
export async function moveInto(draft: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rename(draft, path);
}

export async function readIfPresent(path: string): Promise<string | undefined> {
  return ifPresent(readFile(path, 'utf8'));
}

/** True when there was something to remove. */
export async function removeIfPresent(path: string): Promise<boolean> {
  return (await ifPresent(rm(path).then(() => true))) ?? false;
}

export async function ifPresent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
