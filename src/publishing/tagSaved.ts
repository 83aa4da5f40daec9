import type { Abortable } from '../base/abort';
import type { Layout } from '../oci/layout/layout';
import { readChartArtifact } from './chartArtifact';
import { savedReference } from './savedReference';

/**
 * Gives a saved chart a second reference. Both name the same content; removing one leaves the other.
 *
 * @param wanted `NAME:VERSION` or `registry/repository[:tag]`
 * @returns the reference as it is saved
 */
export async function tagSaved(
  saved: Layout,
  reference: string,
  wanted: string,
  options: Abortable = {},
): Promise<string> {
  const { content, metadata } = await readChartArtifact(saved, reference, options);
  const added = savedReference(metadata, wanted);
  await saved.tag(content.descriptor.digest, added, options);
  return added;
}
