import type { Descriptor } from './descriptor';
import { parseIndex, parseManifest } from './manifest';
import { isIndexType, isManifestType } from './mediaType';
import type { ManifestContent } from './store';

/** What a manifest or index needs to be complete. */
export interface Children {
  readonly manifests: readonly Descriptor[];
  /** Config first, then the layers in order. */
  readonly blobs: readonly Descriptor[];
  /**
   * What the artifact is about, such as the chart of a signature. It is not needed: a subject may be
   * absent (image-spec manifest.md, "subject").
   */
  readonly subject?: Descriptor;
}

/** @throws ChartroomError `oci.manifest-invalid` */
export function childrenOf(content: ManifestContent): Children {
  if (!isIndexType(content.descriptor.mediaType)) {
    const { config, layers, subject } = parseManifest(content);
    return { manifests: [], blobs: [config, ...layers], ...(subject && { subject }) };
  }
  const { manifests, subject } = parseIndex(content);
  return {
    manifests: manifests.filter((child) => isDocument(child)),
    // An index may list content of any type (image-spec image-index.md, "manifests").
    blobs: manifests.filter((child) => !isDocument(child)),
    ...(subject && { subject }),
  };
}

function isDocument(descriptor: Descriptor): boolean {
  return isManifestType(descriptor.mediaType) || isIndexType(descriptor.mediaType);
}
