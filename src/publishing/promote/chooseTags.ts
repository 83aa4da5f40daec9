import { parseConstraint, satisfies, type Constraint } from '../../chart/constraint';
import { versionOfTag } from '../../chart/tag';
import { newestFirst, parseVersion } from '../../chart/version';
import { isAttachmentTag } from '../artifactKind';

/** Which versions of a repository. */
export type WantedVersions =
  | { readonly is: 'all' }
  /** The newest release, or where there is none the newest before one. */
  | { readonly is: 'newest' }
  | { readonly is: 'matching'; readonly constraint: string };

/**
 * The tags that are wanted of a listing, newest first. What hangs on a version comes along with it, and is none.
 *
 * @throws ChartroomError `chart.constraint-invalid`
 */
export function chooseTags(tags: readonly string[], wanted: WantedVersions): readonly string[] {
  const sorted = newestFirst(
    tags.filter((tag) => !isAttachmentTag(tag)),
    versionOfTag,
  );
  switch (wanted.is) {
    case 'all':
      return sorted;
    case 'matching':
      return matching(sorted, parseConstraint(wanted.constraint));
    case 'newest': {
      const [newest] = [
        ...matching(sorted, parseConstraint('>=0.0.0')),
        ...matching(sorted, parseConstraint('>=0.0.0-0')),
      ];
      return newest === undefined ? [] : [newest];
    }
  }
}

function matching(tags: readonly string[], constraint: Constraint): readonly string[] {
  return tags.filter((tag) => {
    const version = parseVersion(versionOfTag(tag));
    return version !== undefined && satisfies(constraint, version);
  });
}
