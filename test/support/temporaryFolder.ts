import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A new empty folder, which is gone after the test. */
export async function temporaryFolder(t: TestContext): Promise<string> {
  const folder = await newFolder();
  t.after(() => remove(folder));
  return folder;
}

/** Runs with a new empty folder, which is gone afterwards. */
export async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await newFolder();
  try {
    return await use(folder);
  } finally {
    await remove(folder);
  }
}

/** The real path, because on macOS the temporary folder itself is behind a link. */
async function newFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), 'chartroom-')));
}

async function remove(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
