import { groupBy } from '../../base/groupBy';
import { onceEach } from '../../base/onceEach';
import type { Digest } from '../../oci/digest';
import type { Repository } from '../../registries/registry';
import { tagsThere } from '../tagsThere';
import type { Promotion } from './promotion';

/** Tags of one repository that are asked about one by one; of more, the repository lists its tags first. */
const mostAsked = 10;

/** Those of some tags that are there, with their digests where the listing says them. */
type TagsThere = ReadonlyMap<string, Digest | undefined>;

/** What the repositories at the other end have of the tags that go there. */
export interface TargetTags {
  /** Undefined where it is better asked tag by tag: of a few, and where tags cannot be listed. */
  of(promotion: Promotion, signal: AbortSignal): Promise<TagsThere | undefined>;
}

/** Lists the tags of a repository once, whatever goes there. */
export function targetTags(promotions: readonly Promotion[]): TargetTags {
  const wanted = new Map(
    [...groupBy(promotions, placeOf)].map(([place, own]) => [
      place,
      new Set(own.map(({ tag }) => tag)),
    ]),
  );
  const listed = onceEach<TagsThere | undefined>();
  return {
    of: (promotion, signal) => {
      const place = placeOf(promotion);
      const tags = wanted.get(place);
      if (!tags || tags.size <= mostAsked) return Promise.resolve(undefined);
      return listed(place, () => listTags(promotion.repository, tags, signal));
    },
  };
}

/** Who may ask for a tag need not be allowed to list them. */
async function listTags(
  repository: Repository,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<TagsThere | undefined> {
  try {
    return (await tagsThere(repository, wanted, { signal })) ?? new Map();
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}

function placeOf({ registry, repository }: Promotion): string {
  return `${registry.id} ${repository.name}`;
}
