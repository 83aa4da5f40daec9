import { createHash } from 'node:crypto';
import { ChartroomError } from '../base/error';

/** The digest of an index with its algorithm. Helm writes hex alone; other programs put the algorithm before it. */
export function withAlgorithm(digest: string): string {
  return digest.includes(':') ? digest : `sha256:${digest}`;
}

/**
 * Passes an archive through and compares it with the index. Helm takes whatever comes; an archive that
 * is not what the index promised may be anybody's.
 *
 * @param digest as the index has it; any other than SHA-256 is not checked
 * @throws ChartroomError `repository.digest-mismatch`, at the end of the stream
 */
export async function* checkedArchive(
  content: AsyncIterable<Uint8Array>,
  digest: string | undefined,
  url: string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  if (digest !== undefined) checkArchiveDigest(`sha256:${hash.digest('hex')}`, digest, url);
}

/** @throws ChartroomError `repository.digest-mismatch` */
export function checkArchiveDigest(actual: string, digest: string, url: string): void {
  const wanted = withAlgorithm(digest).toLowerCase();
  if (!wanted.startsWith('sha256:') || wanted === actual) return;
  throw new ChartroomError({
    code: 'repository.digest-mismatch',
    template:
      'The archive at {url} is not the one of the index: its digest is {actual}, and {wanted} was expected',
    facts: { url, actual, wanted },
  });
}
