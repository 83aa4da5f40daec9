import { readFile, writeFile } from 'node:fs/promises';

/** Replaces a text in a file. @throws Error when it is not there */
export async function editFile(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
  await writeFile(path, text.replace(from, to));
}
