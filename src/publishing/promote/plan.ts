import type { Abortable } from '../../base/abort';
import { ChartroomError, hasCode } from '../../base/error';
import { onceEach } from '../../base/onceEach';
import type { Digest } from '../../oci/digest';
import { forEachParallel } from '../../oci/parallel';
import { checkTag } from '../../oci/reference';
import { foreseeCopy } from '../copyVersion';
import { createGiveUp, type GiveUp } from '../giveUp';
import { repositoryState, type RepositoryState } from '../missingRepository';
import {
  targetReference,
  wayOf,
  type PlannedPromotion,
  type Promotion,
  type PromotionOutlook,
} from './promotion';
import { targetTags, type TargetTags } from './targetTags';

export interface PlanOptions extends Abortable {
  /** Promotions looked at at a time, 6 unless given. */
  readonly concurrency?: number | undefined;
}

/** What the steps of one plan share, so that nothing is asked twice. */
interface Lookups {
  readonly digests: ReturnType<typeof onceEach<Digest>>;
  readonly repositories: ReturnType<typeof onceEach<RepositoryState>>;
  readonly tags: TargetTags;
  readonly giveUp: GiveUp<Promotion>;
  readonly signal: AbortSignal;
}

/**
 * Looks up what each promotion is going to meet, and sends nothing. One question for each version whose digest no listing
 * has told, one for each repository at the other end that may have to be made, and one for each tag there; where many tags
 * go to one repository, one for each page of its tags and one for each of them that is taken. One more where a tag names
 * other content, and for what a push makes in a registry that lacks a repository. A failure is the outlook of its promotion,
 * and takes nothing from the others.
 */
export async function planPromotions(
  promotions: readonly Promotion[],
  options: PlanOptions = {},
): Promise<readonly PlannedPromotion[]> {
  const planned = new Map<Promotion, PlannedPromotion>();
  const known = {
    ...{ digests: onceEach<Digest>(), repositories: onceEach<RepositoryState>() },
    ...{ tags: targetTags(promotions), giveUp: createGiveUp(wayOf) },
  };
  await forEachParallel(
    promotions,
    options.concurrency ?? 6,
    options.signal,
    async (promotion, signal) => {
      planned.set(promotion, await plan(promotion, { ...known, signal }));
    },
  );
  return withoutClashes(promotions.flatMap((promotion) => planned.get(promotion) ?? []));
}

async function plan(promotion: Promotion, lookups: Lookups): Promise<PlannedPromotion> {
  const { giveUp } = lookups;
  let digest: Digest | undefined;
  try {
    giveUp.check(promotion);
    digest = await digestOf(promotion, lookups);
    const outlook = await foresee(promotion, digest, lookups);
    giveUp.succeeded(promotion);
    return { ...promotion, digest, outlook };
  } catch (error) {
    if (lookups.signal.aborted || !(error instanceof Error)) throw error;
    giveUp.failed(promotion, error);
    return { ...promotion, digest, outlook: { is: 'impossible', error } };
  }
}

async function foresee(
  promotion: Promotion,
  digest: Digest,
  lookups: Lookups,
): Promise<PromotionOutlook> {
  const { repository, tag } = promotion;
  const state = await stateOfRepository(promotion, lookups);
  if (state !== 'there') return { is: 'new', repository: state };
  const there = await lookups.tags.of(promotion, lookups.signal);
  if (there && !there.has(tag)) {
    checkTag(tag);
    return { is: 'new', repository: state };
  }
  if (there?.get(tag) === digest) return { is: 'same' };
  try {
    const outlook = await foreseeCopy(digest, repository, tag, { signal: lookups.signal });
    switch (outlook.is) {
      case 'free':
        return { is: 'new', repository: state };
      case 'done':
        return { is: 'same' };
      case 'taken':
        return { is: 'differs', existing: outlook.existing.digest };
    }
  } catch (error) {
    if (hasCode(error, 'registry.tag-immutable')) return { is: 'immutable', error };
    throw error;
  }
}

function digestOf({ source, reference, listed }: Promotion, lookups: Lookups): Promise<Digest> {
  if (listed !== undefined) return Promise.resolve(listed);
  return lookups.digests(`${source.location} ${reference}`, async () => {
    const { digest } = await source.resolve(reference, { signal: lookups.signal });
    return digest;
  });
}

function stateOfRepository(
  { registry, repository: { name } }: Promotion,
  { repositories, signal }: Lookups,
): Promise<RepositoryState> {
  return repositories(`${registry.id} ${name}`, async () => {
    const problem = await registry.creation?.problemWithName(name);
    if (problem !== undefined) throw nameRefused(registry.host, name, problem);
    return repositoryState(registry, name, { signal });
  });
}

/** Of several that go to one place the first one does; the others are done with it, or cannot be. */
function withoutClashes(planned: readonly PlannedPromotion[]): readonly PlannedPromotion[] {
  const first = new Map<string, PlannedPromotion>();
  return planned.flatMap((one) => {
    const place = `${one.registry.id} ${targetReference(one)}`;
    const other = first.get(place);
    if (!other) {
      first.set(place, one);
      return [one];
    }
    if (one.digest !== undefined && one.digest === other.digest) return [];
    return [{ ...one, outlook: { is: 'impossible' as const, error: clash(one, other) } }];
  });
}

function clash(one: PlannedPromotion, other: PlannedPromotion): ChartroomError {
  return new ChartroomError({
    code: 'promote.clash',
    template: '{from} cannot go to {target}, because {other} goes there',
    facts: { from: one.from, target: targetReference(one), other: other.from },
  });
}

function nameRefused(host: string, repository: string, reason: string): ChartroomError {
  return new ChartroomError({
    code: 'promote.name-refused',
    template: '{host} can have no repository {repository}: {reason}',
    facts: { host, repository, reason },
  });
}
