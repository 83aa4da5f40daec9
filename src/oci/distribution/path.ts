import { isDigest } from '../digest';
import { checkRepositoryName, checkTag } from '../reference';

/** Where a repository's things are below /v2/ (distribution-spec, "Endpoints"). Names are checked, so nothing needs escaping. */
export function repositoryPath(name: string, rest: string): string {
  checkRepositoryName(name);
  return `${name}/${rest}`;
}

/** `reference` is a tag or a digest. @throws ChartroomError `oci.tag-invalid`, `oci.repository-invalid` */
export function manifestPath(name: string, reference: string): string {
  if (!isDigest(reference)) checkTag(reference);
  return repositoryPath(name, `manifests/${reference}`);
}

/** How messages name a manifest or blob of a repository. */
export function nameOf(repository: string, reference: string): string {
  return `${repository}${isDigest(reference) ? '@' : ':'}${reference}`;
}
