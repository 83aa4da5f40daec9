/** Repositories below one path, as a tree shows them: folders first, each in the order people expect. */
export interface RepositoryFolder {
  /** What the names of all repositories in it begin with, without the last slash; empty for the registry itself. */
  readonly path: string;
  /** Where the row begins: the path of its first part. It stays the same when the row gets shorter. */
  readonly top: string;
  /** The path below the folder around it; more than one part where folders hold nothing but one other folder. */
  readonly label: string;
  readonly folders: readonly RepositoryFolder[];
  /** Whole names. */
  readonly repositories: readonly string[];
}

interface Draft {
  readonly path: string;
  readonly folders: Map<string, Draft>;
  readonly repositories: string[];
}

/**
 * Nests repositories by the parts of their names. Folders with nothing but one folder in them are one
 * with it, as VS Code's compact folders. A name that is also the path of others is both a repository
 * and a folder.
 */
export function nestRepositories(names: Iterable<string>): RepositoryFolder {
  const root = draftOf('');
  for (const name of names) {
    let folder = root;
    for (const part of name.split('/').slice(0, -1)) folder = childOf(folder, part);
    folder.repositories.push(name);
  }
  return folderOf(root, '', '');
}

/** The last part of a repository's name. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

const collator = new Intl.Collator('en', { numeric: true });

/** Orders names as people do, `app-2` before `app-10`; the same in every language. */
export function byName(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

function draftOf(path: string): Draft {
  return { path, folders: new Map(), repositories: [] };
}

function childOf(folder: Draft, part: string): Draft {
  const child = folder.folders.get(part) ?? draftOf(below(folder.path, part));
  folder.folders.set(part, child);
  return child;
}

function folderOf(draft: Draft, top: string, label: string): RepositoryFolder {
  const { path, folders, repositories } = draft;
  const parts = [...folders.keys()].sort(byName);
  return {
    ...{ path, top, label },
    folders: parts.map((part) => rowOf(path, childOf(draft, part))),
    repositories: repositories.sort(byName),
  };
}

function rowOf(parent: string, first: Draft): RepositoryFolder {
  let draft = first;
  for (let only = onlyFolder(draft); only; only = onlyFolder(draft)) draft = only;
  const label = parent === '' ? draft.path : draft.path.slice(parent.length + 1);
  return folderOf(draft, first.path, label);
}

function onlyFolder({ folders, repositories }: Draft): Draft | undefined {
  if (repositories.length > 0 || folders.size !== 1) return undefined;
  const [only] = folders.values();
  return only;
}

function below(path: string, part: string): string {
  return path === '' ? part : `${path}/${part}`;
}
