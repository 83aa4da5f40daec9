import type { Manifest } from '../oci/manifest';
import { helmConfig } from './helmMediaType';

/** What an artifact is, told by media type alone; names and tags prove nothing. */
export type ArtifactKind =
  'chart' | 'image' | 'index' | 'signature' | 'attestation' | 'sbom' | 'module' | 'other';

const byType: readonly (readonly [RegExp, ArtifactKind])[] = [
  [/^application\/vnd\.cncf\.helm\.config\./, 'chart'],
  [/^application\/vnd\.(?:oci\.image\.index|docker\.distribution\.manifest\.list)\b/, 'index'],
  [/^application\/vnd\.(?:oci\.image|docker\.container\.image)\b/, 'image'],
  [/(?:cosign|sigstore\.bundle|notary|cncf\.notary\.signature)/, 'signature'],
  [/(?:in-toto|attestation|slsa)/, 'attestation'],
  [/(?:spdx|cyclonedx|sbom)/, 'sbom'],
  [/(?:wasm|opentofu|terraform)/, 'module'],
];

/** The kind a media type stands for: a config's, an `artifactType`, or a manifest's own. */
export function kindOfType(mediaType: string): ArtifactKind {
  return byType.find(([pattern]) => pattern.test(mediaType))?.[1] ?? 'other';
}

/** The kind of a manifest. The config decides; an empty or unknown config leaves it to `artifactType` and the layers. */
export function kindOfManifest(manifest: Manifest): ArtifactKind {
  return kindOfType(typeOfManifest(manifest));
}

/**
 * The media type that says what an artifact is (image-spec, manifest.md "Guidelines for Artifact
 * Usage"), except that Helm's config wins: Helm looks at nothing else.
 */
export function typeOfManifest(manifest: Manifest): string {
  if (manifest.config.mediaType === helmConfig) return helmConfig;
  if (manifest.artifactType) return manifest.artifactType;
  const signed = manifest.layers.find((layer) => kindOfType(layer.mediaType) === 'signature');
  return signed?.mediaType ?? manifest.config.mediaType;
}

/** Tags that cosign and the referrers fallback use for what hangs on another artifact, such as `sha256-<hex>.sig`. */
export function isAttachmentTag(tag: string): boolean {
  return /^sha(?:256|512)-[a-f0-9]{32,128}(?:\.\w+)?$/.test(tag);
}
