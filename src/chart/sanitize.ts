import type { Dependency, Maintainer, UncheckedMetadata } from './metadata';

const space = /\p{White_Space}/gu;
// What Go's unicode.IsPrint refuses once every space is an ASCII one.
const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/**
 * Cleans the texts people read as Helm's `Validate` does (pkg/chart/v2/metadata.go): every space
 * becomes an ASCII one, what cannot be printed goes. Version, apiVersion, type, annotations, aliases
 * and import-values stay as they are.
 */
export function sanitizeMetadata(metadata: UncheckedMetadata): UncheckedMetadata {
  const { sources, keywords, maintainers, dependencies } = metadata;
  return {
    ...metadata,
    name: sanitize(metadata.name),
    ...sanitized(metadata, ['description', 'home', 'icon', 'condition', 'tags']),
    ...sanitized(metadata, ['appVersion', 'kubeVersion']),
    ...(sources && { sources: sources.map(sanitize) }),
    ...(keywords && { keywords: keywords.map(sanitize) }),
    ...(maintainers && {
      maintainers: maintainers.map((item) => item && sanitizeMaintainer(item)),
    }),
    ...(dependencies && {
      dependencies: dependencies.map((item) => item && sanitizeDependency(item)),
    }),
  };
}

function sanitizeMaintainer(maintainer: Maintainer): Maintainer {
  return sanitized(maintainer, ['name', 'email', 'url']);
}

function sanitizeDependency(dependency: Dependency): Dependency {
  return {
    ...dependency,
    name: sanitize(dependency.name),
    repository: sanitize(dependency.repository),
    ...sanitized(dependency, ['version', 'condition']),
    ...(dependency.tags && { tags: dependency.tags.map(sanitize) }),
  };
}

/** Those of the named fields that are there, sanitised. */
function sanitized<K extends string>(
  source: Readonly<Partial<Record<K, string>>>,
  keys: readonly K[],
): Partial<Record<K, string>> {
  const result: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = source[key];
    if (value !== undefined) result[key] = sanitize(value);
  }
  return result;
}

function sanitize(text: string): string {
  return text.replace(space, ' ').replace(unprintable, '');
}
