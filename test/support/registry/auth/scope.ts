import type { Resource } from '../endpoints/route';
import type { RegistryRequest } from '../http/request';

/** What somebody may do, or wants to do, with one resource: `type:name:actions` in a token request. */
export interface Scope {
  readonly type: string;
  readonly name: string;
  readonly actions: readonly string[];
}

/** A name may hold a colon (a host with a port), so the text is split at its first and last one. */
export function parseScope(text: string): Scope | undefined {
  const [, type, name, actions] = /^([^:]+):(.+):([^:]*)$/.exec(text) ?? [];
  if (type === undefined || name === undefined || actions === undefined) return undefined;
  return { type, name, actions: actions.split(',').filter((action) => action !== '') };
}

export function formatScopes(scopes: readonly Scope[]): string {
  return scopes.map(({ type, name, actions }) => `${type}:${name}:${actions.join(',')}`).join(' ');
}

/** What a request needs. A mount reads one repository and writes another. */
export function scopesNeeded(request: RegistryRequest, resource: Resource): Scope[] {
  if (resource.kind === 'none' || resource.kind === 'base') return [];
  if (resource.kind === 'catalog') return [{ type: 'registry', name: 'catalog', actions: ['*'] }];
  const own = repositoryScope(resource.name, actionsOf(request.method, resource.kind));
  const from = resource.kind === 'uploads' ? request.query.get('from') : null;
  return from === null ? [own] : [own, repositoryScope(from, ['pull'])];
}

function repositoryScope(name: string, actions: readonly string[]): Scope {
  return { type: 'repository', name, actions };
}

function actionsOf(method: string, kind: Resource['kind']): string[] {
  if (kind === 'uploads') return ['pull', 'push'];
  switch (method) {
    case 'GET':
    case 'HEAD':
      return ['pull'];
    case 'DELETE':
      return ['delete'];
    default:
      return ['pull', 'push'];
  }
}

export function covers(granted: readonly Scope[], needed: Scope): boolean {
  return needed.actions.every((action) =>
    granted.some(
      (scope) =>
        scope.type === needed.type &&
        scope.name === needed.name &&
        (scope.actions.includes(action) || scope.actions.includes('*')),
    ),
  );
}
