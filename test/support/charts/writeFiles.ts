import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A symbolic link; it is relative to the folder the link is in, or absolute. */
export interface Link {
  readonly link: string;
}

/** What is on disk, by path relative to the folder: text, bytes or a link. */
export type Files = Readonly<Record<string, string | Uint8Array | Link>>;

/** Writes the files, and the folders they need, below `folder`, and returns it. */
export async function writeFiles(folder: string, files: Files): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    if (typeof content === 'string' || content instanceof Uint8Array) {
      await writeFile(target, content);
    } else {
      await symlink(content.link, target);
    }
  }
  return folder;
}
