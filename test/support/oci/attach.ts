import {
  descriptorOf,
  digestOf,
  imageManifest,
  pushPlainBlob,
  putManifest,
  type PlainDescriptor,
} from '../plainPush';

const imageIndex = 'application/vnd.oci.image.index.v1+json';

export interface Attached extends PlainDescriptor {
  readonly artifactType: string;
}

export interface AttachOptions {
  readonly artifactType: string;
  /** What it says. */
  readonly content: string;
  /** Name of the file, as `oras attach` writes it. */
  readonly title?: string;
}

/**
 * Attaches a file to a manifest as `oras attach` does: an artifact of an empty config with the
 * subject, and where the host does not say that it has taken note of that, a line in the index
 * under the tag that stands in for the referrers API (distribution-spec, "Pushing Manifests with Subject").
 */
export async function attach(
  url: string,
  repository: string,
  subject: PlainDescriptor,
  { artifactType, content, title }: AttachOptions,
): Promise<Attached> {
  for (const blob of ['{}', content]) await pushPlainBlob(url, repository, blob);
  const layer = descriptorOf(artifactType, content);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: imageManifest,
    artifactType,
    config: descriptorOf('application/vnd.oci.empty.v1+json', '{}'),
    layers: [{ ...layer, annotations: title && { 'org.opencontainers.image.title': title } }],
    subject,
    annotations: { 'org.opencontainers.image.created': '2026-01-02T03:04:05Z' },
  });
  const descriptor = { ...descriptorOf(imageManifest, manifest), artifactType };
  const reply = await putManifest(url, repository, descriptor.digest, manifest);
  if (reply.status !== 201) throw new Error(`The manifest was answered with ${reply.status}`);
  if (!reply.headers.has('oci-subject')) {
    await addToIndex(url, repository, subject.digest.replace(':', '-'), descriptor);
  }
  return descriptor;
}

/** Puts an artifact under a tag made of the digest it is about, as cosign does: `sha256-<hex>.sig`. */
export async function attachByTag(
  url: string,
  repository: string,
  tag: string,
  layerType: string,
  content: string,
): Promise<string> {
  for (const blob of ['{}', content]) await pushPlainBlob(url, repository, blob);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: imageManifest,
    config: descriptorOf('application/vnd.oci.image.config.v1+json', '{}'),
    layers: [descriptorOf(layerType, content)],
  });
  const reply = await putManifest(url, repository, tag, manifest);
  if (reply.status !== 201) throw new Error(`The manifest was answered with ${reply.status}`);
  return digestOf(manifest);
}

async function addToIndex(
  url: string,
  repository: string,
  tag: string,
  descriptor: Attached,
): Promise<void> {
  const there = await fetch(`${url}/v2/${repository}/manifests/${tag}`, {
    headers: { accept: imageIndex },
  });
  const before = there.ok ? ((await there.json()) as { manifests: Attached[] }).manifests : [];
  const index = { schemaVersion: 2, mediaType: imageIndex, manifests: [...before, descriptor] };
  const reply = await putManifest(url, repository, tag, JSON.stringify(index), imageIndex);
  if (reply.status !== 201) throw new Error(`The index was answered with ${reply.status}`);
}
