import { readArchive } from '../../../src/chart/archive/read';
import { inChunks, joined } from './bytes';

/** The paths and contents of a chart archive, in its order, read in chunks of one size. */
export async function archiveFiles(
  archive: Uint8Array,
  chunkSize?: number,
): Promise<[path: string, content: Buffer][]> {
  const files: [string, Buffer][] = [];
  for await (const entry of readArchive(inChunks(archive, chunkSize))) {
    files.push([entry.path, await joined(entry.content())]);
  }
  return files;
}
