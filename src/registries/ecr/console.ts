import { partitionOf } from './partition';
import { isDigest } from '../../oci/digest';

/** Where the AWS console shows a registry, one of its repositories, or a version given by its digest. */
export function consoleUrl(
  { account, region }: { readonly account: string; readonly region: string },
  repository?: string,
  version?: string,
): string {
  const { host, regional } = partitionOf(region).console;
  const base = `https://${regional ? `${region}.` : ''}${host}/ecr`;
  const query = `?region=${region}`;
  if (repository === undefined) return `${base}/private-registry/repositories${query}`;
  const page = `${base}/repositories/private/${account}/${repository}`;
  if (version === undefined || !isDigest(version)) return `${page}${query}`;
  return `${page}/_/image/${version}/details${query}`;
}
