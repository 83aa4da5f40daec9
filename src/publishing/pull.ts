import type { Abortable } from '../base/abort';
import { copy } from '../oci/copy';
import type { CopyProgress } from '../oci/copy';
import type { Digest } from '../oci/digest';
import type { Layout } from '../oci/layout/layout';
import type { Repository } from '../registries/registry';
import { readChartArtifact } from './chartArtifact';
import { referenceAt } from './referenceAt';

export interface PullOptions extends Abortable {
  readonly onProgress?: ((progress: CopyProgress) => void) | undefined;
}

export interface PullResult {
  /** What it is saved under: `host/repository:tag`, or `host/repository@digest` when it was asked for by digest. */
  readonly reference: string;
  readonly digest: Digest;
  readonly name: string;
  readonly version: string;
  /** True when the saved charts held this content under this reference before. */
  readonly unchanged: boolean;
}

/**
 * Copies a chart from a repository into the saved charts. What is no chart is refused before
 * anything is copied.
 *
 * @param version a tag or a digest, as `chooseVersion` gives it
 */
export async function pullChart(
  repository: Repository,
  version: string,
  saved: Layout,
  options: PullOptions = {},
): Promise<PullResult> {
  const { metadata } = await readChartArtifact(repository, version, options);
  const reference = referenceAt(repository.location, version);
  const before = (await saved.list(options)).find((entry) => entry.reference === reference);
  const { descriptor } = await saved.write(
    (writer) =>
      copy(repository, version, writer, reference, {
        signal: options.signal,
        onProgress: options.onProgress,
      }),
    options,
  );
  return {
    reference,
    digest: descriptor.digest,
    name: metadata.name,
    version: metadata.version,
    unchanged: before?.descriptor.digest === descriptor.digest,
  };
}
