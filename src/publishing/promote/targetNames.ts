/** How the repositories at the other end are named after those at this end. */
export type Naming =
  | { readonly is: 'keep' }
  /** What the names have in common before their last part gives way to another parent; empty for none. */
  | { readonly is: 'below'; readonly parent: string }
  | { readonly is: 'into'; readonly repository: string };

/**
 * The name at the other end for each name. Below `prod`, `dev/team/app` alone becomes `prod/app`; together with `dev/lib`
 * it becomes `prod/team/app`, as only `dev` is common to both.
 */
export function targetNames(names: readonly string[], naming: Naming): ReadonlyMap<string, string> {
  if (naming.is === 'keep') return new Map(names.map((name) => [name, name]));
  if (naming.is === 'into') return new Map(names.map((name) => [name, naming.repository]));
  const { length } = commonParent(names);
  const parent = naming.parent.replace(/^\/+|\/+$/g, '');
  return new Map(
    names.map((name) => {
      const rest = name.slice(length === 0 ? 0 : length + 1);
      return [name, parent === '' ? rest : `${parent}/${rest}`];
    }),
  );
}

/** The longest path that all are below; empty when there is none. */
export function commonParent(names: readonly string[]): string {
  const [first = [], ...others] = names.map((name) => name.split('/').slice(0, -1));
  let { length } = first;
  for (const other of others) {
    const differs = first.findIndex((part, at) => part !== other[at]);
    length = Math.min(length, differs === -1 ? length : differs);
  }
  return first.slice(0, length).join('/');
}
