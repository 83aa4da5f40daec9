import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Every file below a folder, by its path with `/`, as bytes. */
export async function filesIn(directory: string): Promise<Record<string, Buffer>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const contents = await Promise.all(
    files.map(async (file) => [
      relative(directory, file).split(sep).join('/'),
      await readFile(file),
    ]),
  );
  return Object.fromEntries(contents) as Record<string, Buffer>;
}
