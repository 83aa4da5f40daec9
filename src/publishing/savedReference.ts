import { ChartroomError } from '../base/error';
import type { Metadata } from '../chart/metadata';
import { tagOfVersion } from '../chart/tag';
import { checkTag, formatReference, parseReference } from '../oci/reference';

/**
 * The name a chart is saved under: `NAME:VERSION`, or a full `registry/repository[:tag]` as the
 * old `helm chart save` took. A missing tag is the chart's version, with `+` as `_`.
 *
 * @throws ChartroomError `oci.reference-invalid`, `oci.tag-invalid`, `saved.name-invalid`
 */
export function savedReference(
  metadata: Pick<Metadata, 'name' | 'version'>,
  wanted?: string,
): string {
  if (wanted?.includes('/')) {
    const reference = parseReference(wanted);
    if (reference.digest) {
      throw invalidName(wanted, 'a digest is the result of saving, so it cannot be chosen');
    }
    const tag = reference.tag ?? tagOfVersion(metadata.version);
    checkTag(tag);
    return formatReference({ ...reference, tag });
  }
  const [name, version, ...rest] = (wanted ?? `${metadata.name}:${metadata.version}`).split(':');
  if (!name || rest.length > 0) {
    throw invalidName(wanted ?? metadata.name, 'expected NAME:VERSION or registry/repository:tag');
  }
  const tag = tagOfVersion(version ?? metadata.version);
  checkTag(tag);
  return `${name}:${tag}`;
}

function invalidName(name: string, reason: string): ChartroomError {
  return new ChartroomError({
    code: 'saved.name-invalid',
    template: '"{name}" cannot name a saved chart: {reason}',
    facts: { name, reason },
  });
}
