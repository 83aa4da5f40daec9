import { groupBy } from '../../base/groupBy';
import { onceEach } from '../../base/onceEach';
import { tagsThere, type TagsThere } from '../tagsThere';
import type { Promotion } from './promotion';

/** Tags of one repository that are asked about one by one; of more, the repository lists its tags first. */
const mostAsked = 10;

/** What the repositories at the other end have of the tags that go there. */
export interface TargetTags {
  /** Undefined where there are so few of them that each is asked for. */
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
  const listed = onceEach<TagsThere>();
  return {
    of: (promotion, signal) => {
      const place = placeOf(promotion);
      const tags = wanted.get(place);
      if (!tags || tags.size <= mostAsked) return Promise.resolve(undefined);
      const { registry, repository } = promotion;
      return listed(
        place,
        async () => (await tagsThere(registry, repository.name, tags, { signal })) ?? new Map(),
      );
    },
  };
}

function placeOf({ registry, repository }: Promotion): string {
  return `${registry.id} ${repository.name}`;
}
