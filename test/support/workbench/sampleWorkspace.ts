import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Copies the sample charts into `directory`/workspace, which may then be changed. */
export async function copySampleWorkspace(directory: string): Promise<string> {
  const workspace = join(directory, 'workspace');
  await mkdir(directory, { recursive: true });
  await cp(join(process.cwd(), 'examples', 'workspace'), workspace, { recursive: true });
  return workspace;
}
