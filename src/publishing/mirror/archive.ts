import { createHash } from 'node:crypto';
import type { Abortable } from '../../base/abort';
import { checkedArchive } from '../checkedArchive';
import { readChartArtifact } from '../chartArtifact';
import type { ArchiveOrigin, VersionOrigin } from './origin';

/** The archive of a chart repository, compared with its index at the end. */
export async function openArchive(
  { repository, url, digest }: ArchiveOrigin,
  options: Abortable,
): Promise<AsyncIterable<Uint8Array>> {
  const { content } = await repository.archive(url, options);
  return checkedArchive(content, digest, url);
}

/** `sha256:` and hex of an archive, which is read for it. */
export async function digestOfArchive(origin: VersionOrigin, options: Abortable): Promise<string> {
  if (origin.kind === 'artifact') {
    const { archive } = await readChartArtifact(origin.repository, origin.reference, options);
    return archive.digest;
  }
  const hash = createHash('sha256');
  for await (const chunk of await openArchive(origin, options)) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}
