/** The document types a reference can resolve to (image-spec media-types.md; Docker's schema 2, which has the same shape). */
export const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
export const ociIndex = 'application/vnd.oci.image.index.v1+json';
export const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';
export const dockerManifestList = 'application/vnd.docker.distribution.manifest.list.v2+json';

/** Everything we understand, for the `Accept` header (distribution-spec, "Pulling manifests"). */
export const manifestTypes: readonly string[] = [
  ociManifest,
  ociIndex,
  dockerManifest,
  dockerManifestList,
];

/** A document with a config and layers. */
export function isManifestType(mediaType: string): boolean {
  return mediaType === ociManifest || mediaType === dockerManifest;
}

/** A document that lists manifests. */
export function isIndexType(mediaType: string): boolean {
  return mediaType === ociIndex || mediaType === dockerManifestList;
}

/**
 * Layers that registries need not hold (image-spec layer.md, "Non-Distributable Layers", and Docker's
 * foreign layers): a store without them is complete.
 */
export function isNonDistributable(mediaType: string): boolean {
  return (
    mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.') ||
    mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.')
  );
}
