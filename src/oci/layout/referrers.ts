import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Descriptor } from '../descriptor';
import type { Digest } from '../digest';
import { asReferrerOf, referrersInIndex, referrersTag } from '../referrers';
import { readIndexFile, type IndexEntry } from './indexFile';
import { readManifest } from './read';

/**
 * What hangs on a manifest: the entries of the index that name it as their subject, as oras keeps
 * them, and those of an entry under the tag that stands in for the referrers API, as a copy of all
 * tags brings it along. A damaged entry is passed over: it takes nothing from the others.
 */
export async function listReferrers(
  directory: string,
  digest: Digest,
  options: Abortable = {},
): Promise<readonly Descriptor[]> {
  const found = new Map<Digest, Descriptor>();
  for (const entry of (await readIndexFile(directory)).entries) {
    options.signal?.throwIfAborted();
    for (const descriptor of await referrersOf(directory, digest, entry, options)) {
      if (!found.has(descriptor.digest)) found.set(descriptor.digest, descriptor);
    }
  }
  return [...found.values()];
}

async function referrersOf(
  directory: string,
  subject: Digest,
  { reference, descriptor }: IndexEntry,
  options: Abortable,
): Promise<readonly Descriptor[]> {
  const tag = referrersTag(subject);
  try {
    const content = await readManifest(directory, descriptor.digest, options);
    if (reference === tag || reference.endsWith(`:${tag}`)) return referrersInIndex(content);
    const referrer = asReferrerOf(subject, content);
    return referrer ? [referrer] : [];
  } catch (error) {
    if (hasCode(error, 'oci.')) return [];
    throw error;
  }
}
