import type { Abortable } from '../base/abort';
import { hasCode } from '../base/error';
import type { Descriptor } from '../oci/descriptor';
import type { Source } from '../oci/store';

/** What a reference points at, or undefined when it, or the repository, does not exist. */
export async function resolveIfThere(
  source: Source,
  reference: string,
  options: Abortable = {},
): Promise<Descriptor | undefined> {
  try {
    return await source.resolve(reference, options);
  } catch (error) {
    if (hasCode(error, 'oci.not-found')) return undefined;
    throw error;
  }
}
