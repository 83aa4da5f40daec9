import type { ImageTagMutability, ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr';
import type { ExclusionLimits, TagMutability } from '../registry';

const kinds = {
  mutable: 'MUTABLE',
  immutable: 'IMMUTABLE',
  'mutable-with-exclusion': 'MUTABLE_WITH_EXCLUSION',
  'immutable-with-exclusion': 'IMMUTABLE_WITH_EXCLUSION',
} as const satisfies Record<TagMutability, ImageTagMutability>;

export const mutabilities: readonly TagMutability[] = [
  'immutable',
  'mutable',
  'immutable-with-exclusion',
  'mutable-with-exclusion',
];

/**
 * CreateRepository, `imageTagMutabilityExclusionFilters`, and the length of `filter` there. How many wildcards
 * one takes is not said there; Terraform's provider for AWS has it (`aws_ecr_repository`).
 */
export const exclusionLimits: ExclusionLimits = { patterns: 5, length: 128, wildcards: 2 };

export function toAws(mutability: TagMutability): ImageTagMutability {
  return kinds[mutability];
}

export function fromAws(mutability: string | undefined): TagMutability | undefined {
  return mutabilities.find((kind) => kinds[kind] === mutability);
}

export function exclusionFilters(patterns: readonly string[]): ImageTagMutabilityExclusionFilter[] {
  return patterns.map((filter) => ({ filterType: 'WILDCARD', filter }));
}

export interface TagRules {
  readonly imageTagMutability?: string | undefined;
  readonly imageTagMutabilityExclusionFilters?:
    readonly { readonly filter: string | undefined }[] | undefined;
}

/** Whether a tag, once there, stays where it points (ECR User Guide, "Preventing image tags from being overwritten"). */
export function isImmutable(tag: string, rules: TagRules): boolean {
  const excluded = (rules.imageTagMutabilityExclusionFilters ?? []).some(({ filter }) =>
    matches(tag, filter ?? ''),
  );
  switch (fromAws(rules.imageTagMutability)) {
    case 'immutable':
      return true;
    case 'immutable-with-exclusion':
      return !excluded;
    case 'mutable-with-exclusion':
      return excluded;
    case 'mutable':
    case undefined:
      return false;
  }
}

/** `*` stands for any text; nothing else is special. */
function matches(tag: string, wildcard: string): boolean {
  const [first = '', ...rest] = wildcard.split('*');
  if (rest.length === 0) return tag === wildcard;
  const last = rest.pop() ?? '';
  if (!tag.startsWith(first) || !tag.endsWith(last)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = tag.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= tag.length - last.length;
}
