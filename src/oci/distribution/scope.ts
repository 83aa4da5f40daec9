/** `type:name:actions` (distribution, token scope documentation). */
export function repositoryScope(name: string, ...actions: readonly string[]): string {
  return `repository:${name}:${actions.join(',')}`;
}

export const catalogScope = 'registry:catalog:*';

/**
 * The scopes to ask for when a registry wants `challenged` beyond what is `wanted`: its own first,
 * since some token servers look at the first only, and one scope per resource with all actions.
 */
export function mergeScopes(
  challenged: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const actions = new Map<string, Set<string>>();
  for (const scope of [...challenged, ...wanted]) {
    // The name may hold a colon itself (host:port), so the actions start at the last one.
    const colon = scope.lastIndexOf(':');
    const resource = scope.slice(0, colon);
    const known = actions.get(resource) ?? new Set();
    for (const action of scope.slice(colon + 1).split(',')) known.add(action);
    actions.set(resource, known);
  }
  // Sorted, since registries name actions in changing order and tokens are kept by what was asked for.
  return [...actions].map(([resource, set]) => `${resource}:${[...set].sort().join(',')}`);
}
