import { isDigest } from '../oci/digest';

/**
 * How a version of a repository is referred to.
 *
 * @param location `host/repository`
 * @param version a tag or digest
 */
export function referenceAt(location: string, version: string): string {
  return `${location}${isDigest(version) ? '@' : ':'}${version}`;
}
