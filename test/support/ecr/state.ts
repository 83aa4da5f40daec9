import { randomBytes } from 'node:crypto';
import type { ImageTagMutability } from '@aws-sdk/client-ecr';

export interface EcrImage {
  readonly digest: string;
  readonly tags: Set<string>;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly pushed: number;
  readonly pulled?: number;
  readonly mediaType: string;
  /** Absent for what was pushed before ECR knew types. */
  readonly artifactMediaType?: string;
  readonly manifest?: string;
}

export interface EcrRepositorySettings {
  readonly imageTagMutability?: ImageTagMutability;
  readonly imageTagMutabilityExclusionFilters?: readonly { readonly filter: string }[];
  readonly imageScanningConfiguration?: { readonly scanOnPush: boolean };
  readonly encryptionConfiguration?: { readonly encryptionType: string; readonly kmsKey?: string };
  readonly tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export interface EcrRepository {
  readonly name: string;
  readonly settings: EcrRepositorySettings;
  /** By digest. */
  readonly images: Map<string, EcrImage>;
}

export interface EcrTemplate {
  readonly prefix: string;
  readonly appliedFor: readonly string[];
}

/** What the API and the `/v2/` side of one registry of ECR share. Tests change it as they like. */
export interface EcrState {
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970; set it to let time pass. */
  now: number;
  readonly repositories: Map<string, EcrRepository>;
  readonly templates: EcrTemplate[];
  /** Regions that images are copied to. */
  readonly replicas: string[];
  /** IAM actions that are refused. */
  readonly denied: Set<string>;
  /** Access keys that AWS knows. */
  readonly accessKeys: Set<string>;
  /** When each password given out ends, in milliseconds since 1970. */
  readonly passwords: Map<string, number>;
  /** URL of the registry that is told with each token; that of AWS when not given. */
  proxyEndpoint?: string;
}

const testAccount = '123456789012';
export const testRegion = 'eu-west-1';
export const testAccessKey = 'AKIATESTTESTTESTTEST';

export function createState(): EcrState {
  return {
    account: testAccount,
    region: testRegion,
    now: Date.UTC(2026, 0, 5, 12),
    repositories: new Map(),
    templates: [],
    replicas: [],
    denied: new Set(),
    accessKeys: new Set([testAccessKey]),
    passwords: new Map(),
  };
}

export function addRepository(
  state: EcrState,
  name: string,
  settings: EcrRepositorySettings = {},
): EcrRepository {
  const repository = { name, settings, images: new Map<string, EcrImage>() };
  state.repositories.set(name, repository);
  return repository;
}

type ImageFacts = Partial<Omit<EcrImage, 'tags'>> & Pick<EcrImage, 'digest'>;

export function imageOf(image: ImageFacts, ...tags: readonly string[]): EcrImage {
  return {
    size: 1000,
    pushed: Date.UTC(2026, 0, 1),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    ...image,
    tags: new Set(tags),
  };
}

/** Tags that another image has move. */
export function addImage(
  { images }: EcrRepository,
  image: ImageFacts,
  ...tags: readonly string[]
): void {
  for (const other of images.values()) for (const tag of tags) other.tags.delete(tag);
  const known = images.get(image.digest);
  for (const tag of tags) known?.tags.add(tag);
  if (!known) images.set(image.digest, imageOf(image, ...tags));
}

/** By tag or digest. */
export function findImage(repository: EcrRepository, version: string): EcrImage | undefined {
  const { images } = repository;
  return images.get(version) ?? [...images.values()].find(({ tags }) => tags.has(version));
}

/** Twelve hours, as ECR's. */
const passwordLife = 12 * 60 * 60_000;

export function issuePassword(state: EcrState): { password: string; expires: number } {
  // Real ones are base64 of JSON and longer than a kilobyte.
  const password = randomBytes(900).toString('base64');
  const expires = state.now + passwordLife;
  state.passwords.set(password, expires);
  return { password, expires };
}

/** The words of IAM (IAM User Guide, "Troubleshoot access denied error messages"). */
export function deniedWords({ account, region }: EcrState, action: string, name = '*'): string {
  const resource = `arn:aws:ecr:${region}:${account}:repository/${name}`;
  return `User: arn:aws:iam::${account}:user/ann is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

export function missingWords({ account }: EcrState, name: string): string {
  return `The repository with name '${name}' does not exist in the registry with id '${account}'`;
}

export function createdOnPush({ templates }: EcrState, name: string): boolean {
  return templates.some(
    ({ prefix, appliedFor }) =>
      appliedFor.includes('CREATE_ON_PUSH') &&
      (prefix === 'ROOT' || name.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)),
  );
}

export function keepsTag({ settings }: EcrRepository, tag: string): boolean {
  const excluded = (settings.imageTagMutabilityExclusionFilters ?? []).some(({ filter }) =>
    new RegExp(`^${filter.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(tag),
  );
  switch (settings.imageTagMutability ?? 'MUTABLE') {
    case 'IMMUTABLE':
      return true;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !excluded;
    case 'MUTABLE_WITH_EXCLUSION':
      return excluded;
    case 'MUTABLE':
      return false;
  }
}
