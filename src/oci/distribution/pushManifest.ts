import type { Abortable } from '../../base/abort';
import { ChartroomError, hasCode } from '../../base/error';
import { childrenOf } from '../children';
import type { Digest } from '../digest';
import { isIndexType } from '../mediaType';
import { asReferrerOf, referrersInIndex, referrersTag, withReferrer } from '../referrers';
import type { ManifestContent } from '../store';
import type { Client } from './client';
import { fetchManifest, putManifest } from './manifest';
import { listByApi } from './referrers';

/** Writes before an index is given up that somebody else writes to all the time. */
const writeLimit = 4;

/**
 * Stores a manifest so that what it is about learns of it: hosts that do not process `subject` have an
 * index under a tag for that, which is up to the client (distribution-spec, "Pushing Manifests with Subject").
 *
 * @throws ChartroomError `oci.referrer-unlisted` when the manifest is stored and the index cannot be written
 */
export async function pushManifest(
  client: Client,
  repository: string,
  content: ManifestContent,
  reference: string,
  options: Abortable,
): Promise<void> {
  const isProcessed = await putManifest(client, repository, content, reference, options);
  if (isProcessed) return;
  const subject = subjectDigest(content);
  if (subject === undefined) return;
  // Some hosts with the API do not say in their answer that they have taken note.
  if (await listByApi(client, repository, subject, options)) return;
  await client.turns.take(`${repository}:${referrersTag(subject)}`, () =>
    listUnderTag(client, repository, subject, content, options),
  );
}

function subjectDigest(content: ManifestContent): Digest | undefined {
  // Charts have none, and are not parsed for it.
  if (!Buffer.from(content.bytes).includes('"subject"')) return undefined;
  return childrenOf(content).subject?.digest;
}

/** Adds the line and looks whether it stayed: without conditional writes somebody else may have written meanwhile. */
async function listUnderTag(
  client: Client,
  repository: string,
  subject: Digest,
  content: ManifestContent,
  options: Abortable,
): Promise<void> {
  const tag = referrersTag(subject);
  const referrer = asReferrerOf(subject, content);
  if (!referrer) return;
  const unlisted = (reason: string) =>
    new ChartroomError({
      code: 'oci.referrer-unlisted',
      template:
        '{digest} is stored in {location}, but could not be listed among what hangs on {subject}: {reason}',
      facts: {
        ...{ digest: referrer.digest, subject, reason },
        location: `${client.host}/${repository}`,
      },
    });
  for (let writes = 0; ; writes++) {
    const index = await indexIfThere(client, repository, tag, options);
    if (index && !isIndexType(index.descriptor.mediaType)) {
      throw unlisted(`the tag ${tag} names something else`);
    }
    const listed = index ? referrersInIndex(index) : [];
    if (listed.some(({ digest }) => digest === referrer.digest)) return;
    if (writes === writeLimit) throw unlisted('others write to the list at the same time');
    await putManifest(client, repository, withReferrer(index, referrer), tag, options);
  }
}

async function indexIfThere(
  client: Client,
  repository: string,
  tag: string,
  options: Abortable,
): Promise<ManifestContent | undefined> {
  try {
    return await fetchManifest(client, repository, tag, options);
  } catch (error) {
    if (hasCode(error, 'oci.not-found')) return undefined;
    throw error;
  }
}
