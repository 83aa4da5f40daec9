import type { Scope } from './scope';

export interface Users {
  /** Passwords by user name. */
  readonly users: Readonly<Record<string, string>>;
  /** Those of them that may look but not change anything. */
  readonly readers?: readonly string[];
}

/** The user of a Basic `Authorization` header (RFC 7617), if the password is right. */
export function userOf(authorization: string | undefined, { users }: Users): string | undefined {
  const [, encoded] = /^Basic +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const [, user = '', password] =
    /^([^:]*):([\s\S]*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return isPassword(users, user, password) ? user : undefined;
}

export function isPassword(users: Users['users'], user: string, password?: string): boolean {
  return Object.hasOwn(users, user) && users[user] === password;
}

/** The part of the wanted scopes that a user may have; without a user, what everybody may. */
export function grant(user: string | undefined, wanted: readonly Scope[], all: Users): Scope[] {
  if (user !== undefined && !all.readers?.includes(user)) return [...wanted];
  return wanted.flatMap((scope) => {
    if (scope.type !== 'repository') return user === undefined ? [] : [scope];
    return [{ ...scope, actions: scope.actions.filter((action) => action === 'pull') }];
  });
}
