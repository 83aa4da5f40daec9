import { cloudOfHost, registryNameOf, type AzureCloud } from '../../registries/acr/cloud';
import { parseRegistryHost, publicHost } from '../../registries/ecr/host';

/** Whose registry a host is, as far as its name says: that decides how a pipeline signs in and what makes a repository. */
export type HostKind =
  | { readonly kind: 'ecr'; readonly account: string; readonly region: string }
  | { readonly kind: 'ecr-public' }
  | { readonly kind: 'acr'; readonly name: string; readonly cloud: AzureCloud['name'] }
  /** The registries of the two forges, to which a job there has a login already. */
  | { readonly kind: 'github' }
  | { readonly kind: 'gitlab' }
  | { readonly kind: 'generic' };

/** @param host `name[:port]` */
export function hostKind(host: string): HostKind {
  const ecr = parseRegistryHost(host);
  if (ecr) return { kind: 'ecr', account: ecr.account, region: ecr.region };
  const name = host.toLowerCase();
  if (name === publicHost) return { kind: 'ecr-public' };
  const cloud = cloudOfHost(host);
  if (cloud) return { kind: 'acr', name: registryNameOf(host), cloud: cloud.name };
  if (name === 'ghcr.io') return { kind: 'github' };
  if (name === 'registry.gitlab.com') return { kind: 'gitlab' };
  return { kind: 'generic' };
}
