import { parseReference } from '../oci/reference';
import type { Repository } from '../registries/registry';
import type { Session } from './session';

/** What a reference to a registry names. */
export interface RemoteReference {
  readonly repository: Repository;
  /** A tag or a digest. */
  readonly wanted: string | undefined;
}

/** @throws ChartroomError `oci.reference-invalid` */
export async function openRemote(text: string, session: Session): Promise<RemoteReference> {
  const { registry: host, repository, tag, digest } = parseReference(text);
  const registry = await (await session.registries()).of(host);
  return { repository: registry.repository(repository), wanted: digest ?? tag };
}
