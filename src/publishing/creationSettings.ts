import { isTag } from '../oci/reference';
import type {
  CreationChoices,
  CreationSettings,
  RepositoryEntry,
  EncryptionKind,
  ExclusionLimits,
  TagMutability,
} from '../registries/registry';

/** What is used where nobody has said otherwise: the first of each choice, which is the one the host is best used with. */
export function defaultSettings(choices: CreationChoices): CreationSettings {
  const [mutability] = choices.mutability;
  const [encryption] = choices.encryption;
  return {
    ...(mutability && { mutability }),
    ...(choices.scanOnPush && { scanOnPush: false }),
    ...(encryption && { encryption }),
  };
}

/** As a repository elsewhere is set, as far as the host lets choose that; the rest as where nobody has said otherwise. */
export function settingsLike(
  { mutability, exclusions, scanOnPush }: RepositoryEntry,
  choices: CreationChoices,
): CreationSettings {
  const known = choices.mutability.find((kind) => kind === mutability);
  const rest = defaultSettings(choices);
  return {
    ...rest,
    ...(known && { mutability: known }),
    ...(hasExclusions(known) && exclusions && { exclusions }),
    ...(choices.scanOnPush && scanOnPush !== undefined && { scanOnPush }),
  };
}

/** Settings as they were kept, less what the host does not let choose any more; undefined when they are none. */
export function keptSettings(
  value: unknown,
  choices: CreationChoices,
): CreationSettings | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(value));
  const mutability = choices.mutability.find((kind) => kind === fields.get('mutability'));
  const encryption = choices.encryption.find((kind) => kind === fields.get('encryption'));
  const scanOnPush = fields.get('scanOnPush');
  const kmsKey = fields.get('kmsKey');
  const exclusions = texts(fields.get('exclusions'));
  const tags = Object.entries(fields.get('tags') ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    ...(mutability && { mutability }),
    ...(hasExclusions(mutability) && { exclusions }),
    ...(choices.scanOnPush && typeof scanOnPush === 'boolean' && { scanOnPush }),
    ...(encryption && { encryption }),
    ...(takesKey(encryption) && typeof kmsKey === 'string' && { kmsKey }),
    ...(choices.tags && tags.length > 0 && { tags: Object.fromEntries(tags) }),
  };
}

export function hasExclusions(mutability: TagMutability | undefined): boolean {
  return mutability?.endsWith('-with-exclusion') ?? false;
}

export function takesKey(encryption: EncryptionKind | undefined): boolean {
  return encryption === 'kms' || encryption === 'kms-dsse';
}

/** The patterns in what was typed, separated by spaces or commas. */
export function parseExclusions(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((pattern) => pattern !== ''))];
}

/** Why typed patterns will not do; `most` is how many are taken. */
export type ExclusionProblem =
  | { readonly is: 'none' }
  | { readonly is: 'too-many'; readonly most: number }
  | {
      readonly is: 'too-long' | 'too-many-wildcards';
      readonly pattern: string;
      readonly most: number;
    }
  /** No tag could match it. */
  | { readonly is: 'no-tag'; readonly pattern: string };

/** The first thing that is wrong with typed patterns. */
export function problemWithExclusions(
  text: string,
  limits: ExclusionLimits | undefined,
): ExclusionProblem | undefined {
  const patterns = parseExclusions(text);
  if (patterns.length === 0) return { is: 'none' };
  const beyond = limits && problemWithLimits(patterns, limits);
  if (beyond) return beyond;
  // `*` in place of the shortest text that is a tag, so that the rest decides.
  const pattern = patterns.find((one) => !isTag(one.replaceAll('*', 'x')));
  return pattern === undefined ? undefined : { is: 'no-tag', pattern };
}

function problemWithLimits(
  patterns: readonly string[],
  limits: ExclusionLimits,
): ExclusionProblem | undefined {
  if (patterns.length > limits.patterns) return { is: 'too-many', most: limits.patterns };
  for (const pattern of patterns) {
    if (pattern.length > limits.length) return { is: 'too-long', pattern, most: limits.length };
    if (pattern.split('*').length - 1 > limits.wildcards) {
      return { is: 'too-many-wildcards', pattern, most: limits.wildcards };
    }
  }
  return undefined;
}

/** `key=value` pairs separated by commas. Undefined when a part is no pair. */
export function parseTags(text: string): Readonly<Record<string, string>> | undefined {
  const tags = new Map<string, string>();
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const [key = '', ...value] = part.split('=');
    if (key.trim() === '' || value.length === 0) return undefined;
    tags.set(key.trim(), value.join('=').trim());
  }
  return Object.fromEntries(tags);
}

export function formatTags(tags: Readonly<Record<string, string>> = {}): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
