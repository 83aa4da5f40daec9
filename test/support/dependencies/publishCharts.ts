import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minimalArchive } from '../charts/exampleCharts';
import { writeFiles } from '../charts/writeFiles';

/** Puts charts without anything in them into a folder, with an index.yaml as `helm repo index` gives it, and returns the folder. */
export async function publishCharts(
  folder: string,
  charts: readonly (readonly [name: string, version: string])[],
): Promise<string> {
  const entries: Record<string, object[]> = {};
  for (const [name, version] of charts) {
    const file = `${name}-${version}.tgz`;
    const archive = minimalArchive(name, version);
    await writeFiles(folder, { [file]: archive });
    const digest = createHash('sha256').update(archive).digest('hex');
    (entries[name] ??= []).push({ apiVersion: 'v2', name, version, digest, urls: [file] });
  }
  await writeFile(join(folder, 'index.yaml'), JSON.stringify({ apiVersion: 'v1', entries }));
  return folder;
}
