import type { Abortable } from '../base/abort';
import type { Layout } from '../oci/layout/layout';

/**
 * Removes a reference from the saved charts, then the blobs that no other reference needs.
 *
 * @returns the bytes that became free
 */
export async function removeSaved(
  saved: Layout,
  reference: string,
  options: Abortable = {},
): Promise<number> {
  await saved.remove(reference, options);
  const { freedBytes } = await saved.collect(options);
  return freedBytes;
}
