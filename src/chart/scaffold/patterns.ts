import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** The patterns of new charts below a folder, by path from it with forward slashes. */
export async function readPatterns(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      const text = await readFile(path, 'utf8');
      return [relative(folder, path).split(sep).join('/'), text] as const;
    }),
  );
  return new Map(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}
