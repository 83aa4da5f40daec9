import type { Abortable } from '../base/abort';
import { ChartroomError, hasCode } from '../base/error';
import { parseConstraint, satisfies } from '../chart/constraint';
import type { Constraint } from '../chart/constraint';
import { tagOfVersion, versionOfTag } from '../chart/tag';
import { newestFirst, parseVersion } from '../chart/version';
import { isDigest } from '../oci/digest';
import { isTag } from '../oci/reference';
import type { Repository } from '../registries/registry';
import { resolveIfThere } from './resolveIfThere';

/**
 * The tag or digest that `wanted` means in a repository: a digest, a tag as it stands (`latest`
 * too, which Helm refuses), a version, or a constraint such as `^1.2`, for which the newest
 * matching version is taken. Only a constraint costs a listing.
 *
 * @throws ChartroomError `version.not-found`, `chart.constraint-invalid`
 */
export async function chooseVersion(
  repository: Repository,
  wanted: string,
  options: Abortable = {},
): Promise<string> {
  if (isDigest(wanted)) return wanted;
  const tag = tagOfVersion(wanted);
  if (isTag(tag) && (await resolveIfThere(repository, tag, options))) return tag;
  const tags: string[] = [];
  for await (const page of repository.versions(options)) {
    for (const version of page.items) tags.push(version.tag);
  }
  const chosen = newestMatching(tags, constraintOrNothing(wanted, repository));
  if (chosen === undefined) throw notFound(repository, wanted);
  return chosen;
}

/** The newest tag whose version satisfies the constraint; tags that are no version never match. */
function newestMatching(tags: readonly string[], constraint: Constraint): string | undefined {
  return newestFirst(tags, versionOfTag).find((tag) => {
    const version = parseVersion(versionOfTag(tag));
    return version !== undefined && satisfies(constraint, version);
  });
}

function constraintOrNothing(wanted: string, repository: Repository): Constraint {
  try {
    return parseConstraint(wanted);
  } catch (error) {
    // Not a constraint either: then it was meant as a tag, and that tag is not there.
    if (isTag(wanted) && hasCode(error, 'chart.constraint-invalid')) {
      throw notFound(repository, wanted);
    }
    throw error;
  }
}

function notFound(repository: Repository, wanted: string): ChartroomError {
  return new ChartroomError({
    code: 'version.not-found',
    template: '{repository} has no version "{wanted}"',
    facts: { repository: repository.location, wanted },
    remedy: { kind: 'choose-version', repository: repository.location },
  });
}
