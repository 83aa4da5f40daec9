import { ChartroomError } from '../base/error';
import { checkTag } from '../oci/reference';
import { publishTarget } from './publishTarget';

/** Where one push goes. */
export interface PushDestination {
  /** `host[:port]` */
  readonly registry: string;
  readonly repository: string;
  /** When the version of the chart is not to be the tag. */
  readonly tag: string | undefined;
}

/**
 * Reads the destination of a push: a parent (`oci://host/charts/`), a repository (`oci://host/charts/app`) or a
 * repository with a tag. The scheme can be left out.
 *
 * @throws ChartroomError `publish.target-invalid`, `oci.tag-invalid`
 */
export function pushDestination(text: string, chartName: string): PushDestination {
  const location = text.trim().replace(/^oci:\/\//, '');
  if (location.includes('@')) {
    throw new ChartroomError({
      code: 'publish.target-invalid',
      template: '"{value}" names content by its digest, which a push finds out itself',
      facts: { value: text },
    });
  }
  const colon = location.lastIndexOf(':');
  const hasTag = location.includes('/') && colon > location.lastIndexOf('/');
  // As Helm does with the version of a chart (pkg/registry/tag.go).
  const tag = hasTag ? location.slice(colon + 1).replaceAll('+', '_') : undefined;
  if (tag !== undefined) checkTag(tag);
  const place = hasTag ? location.slice(0, colon) : location;
  const { registry, repository } = publishTarget(`oci://${place}`, chartName);
  return { registry, repository, tag };
}
