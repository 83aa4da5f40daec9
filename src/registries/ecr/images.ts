import { isDigest } from '../../oci/digest';
import { isIndexType } from '../../oci/mediaType';
import type { VersionEntry } from '../registry';

/** The part of an image's details that ECR and ECR Public have in common. */
export interface ListedImage {
  readonly imageDigest?: string | undefined;
  readonly imageTags?: readonly string[] | undefined;
  readonly imageSizeInBytes?: number | undefined;
  readonly imagePushedAt?: Date | undefined;
  readonly imageManifestMediaType?: string | undefined;
  readonly artifactMediaType?: string | undefined;
  readonly lastRecordedPullTime?: Date | undefined;
}

/** An entry for each tag of an image; one without tags is no version. */
export function versionsOf(image: ListedImage): readonly VersionEntry[] {
  return (image.imageTags ?? []).map((tag) => entryOf(image, tag));
}

export function entryOf(image: ListedImage, tag: string): VersionEntry {
  const { imageDigest = '', imageSizeInBytes, imagePushedAt } = image;
  const artifactType = artifactTypeOf(image);
  const otherTags = (image.imageTags ?? []).filter((other) => other !== tag);
  return {
    tag,
    ...(isDigest(imageDigest) && { digest: imageDigest }),
    ...(artifactType !== undefined && { artifactType }),
    ...(imageSizeInBytes !== undefined && { size: imageSizeInBytes }),
    ...(imagePushedAt && { pushed: imagePushedAt }),
    ...(image.lastRecordedPullTime && { lastPulled: image.lastRecordedPullTime }),
    ...(otherTags.length > 0 && { otherTags }),
  };
}

/** An index of images has no config whose type it could be, so that its own says what it is. */
function artifactTypeOf({
  artifactMediaType,
  imageManifestMediaType: own,
}: ListedImage): string | undefined {
  return artifactMediaType ?? (own !== undefined && isIndexType(own) ? own : undefined);
}
