import type { Abortable } from '../../base/abort';
import { ChartroomError, hasCode } from '../../base/error';
import type { ArchiveOrigin } from './origin';

/** How a text that was signed begins (RFC 9580, section 7). Servers answer with pages for what they do not have. */
const firstLine = '-----BEGIN PGP SIGNED MESSAGE-----';
/** Bytes. It holds a Chart.yaml, two lines and a signature. */
const sizeLimit = 1024 * 1024;

/**
 * The provenance file beside an archive, as it is; undefined where there is none. Storage that lists
 * nothing answers for what is not there as for what is forbidden.
 */
export async function readProvenance(
  { repository, url }: ArchiveOrigin,
  options: Abortable,
): Promise<Uint8Array | undefined> {
  const place = provenanceUrl(url);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const { content } = await repository.archive(place, options);
    for await (const chunk of content) {
      size += chunk.length;
      if (size > sizeLimit) throw tooLarge(place);
      chunks.push(chunk);
    }
  } catch (error) {
    const isAbsent = ['repository.archive-missing', 'repository.unauthorized'];
    if (isAbsent.some((code) => hasCode(error, code))) return undefined;
    throw error;
  }
  const bytes = Buffer.concat(chunks);
  return bytes.subarray(0, firstLine.length).toString('latin1') === firstLine ? bytes : undefined;
}

/** Helm adds `.prov` to the archive's name (pkg/downloader/chart_downloader.go, DownloadTo); a query stays behind it. */
export function provenanceUrl(archive: string): string {
  return archive.replace(/^[^?#]*/, (path) => `${path}.prov`);
}

function tooLarge(url: string): ChartroomError {
  return new ChartroomError({
    code: 'mirror.provenance-too-large',
    template: 'The provenance file {url} is larger than {limit} bytes',
    facts: { url: url.replace(/[?#].*/, ''), limit: sizeLimit },
  });
}
