import { hasCode } from '../base/error';
import type { Digest } from '../oci/digest';
import { chooseVersion } from '../publishing/chooseVersion';
import type { VersionSource } from '../publishing/copyVersion';
import { referenceAt } from '../publishing/referenceAt';
import { savedName } from './chartSource';
import { openRemote } from './remoteReference';
import type { Session } from './session';

/** One version, wherever it is. */
export interface OpenVersion {
  readonly source: VersionSource;
  /** In the source: a tag, a digest, or a reference of the saved charts. */
  readonly reference: string;
  readonly digest: Digest;
  /** As people know it. */
  readonly name: string;
}

/**
 * The version that a reference names. With oci:// it is one of a registry; without, a saved chart goes
 * before. One without a tag is the newest release.
 *
 * @throws ChartroomError `oci.not-found`, `version.not-found`, `oci.reference-invalid`
 */
export async function openVersion(typed: string, session: Session): Promise<OpenVersion> {
  if (!typed.startsWith('oci://')) {
    const saved = await openSaved(typed, session);
    if (saved) return saved;
  }
  const { repository, wanted = '*' } = await openRemote(typed, session);
  const reference = await chooseVersion(repository, wanted, session);
  const { digest } = await repository.resolve(reference, session);
  const name = referenceAt(repository.location, reference);
  return { source: repository, reference, digest, name };
}

/** Undefined for what may be in a registry instead. */
async function openSaved(typed: string, session: Session): Promise<OpenVersion | undefined> {
  const saved = await session.saved();
  const reference = savedName(typed);
  try {
    const { digest } = await saved.resolve(reference, session);
    return { source: saved, reference, digest, name: reference };
  } catch (error) {
    if (hasCode(error, 'oci.not-found') && typed.includes('/')) return undefined;
    throw error;
  }
}
