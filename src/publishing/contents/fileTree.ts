import { foldersOf } from '../../chart/archive/readFiles';

/** What is in a folder. */
export interface ContentsEntry {
  readonly name: string;
  readonly type: 'file' | 'folder';
}

/** What is in each folder by its path, folders first; the outermost has the path ``. */
export type FileTree = ReadonlyMap<string, readonly ContentsEntry[]>;

const collator = new Intl.Collator('en', { numeric: true });

/** Nests paths. None of them may be a folder of another. */
export function fileTree(paths: Iterable<string>): FileTree {
  const tree = new Map<string, ContentsEntry[]>([['', []]]);
  const add = (path: string, type: ContentsEntry['type']): void => {
    const at = path.lastIndexOf('/');
    tree.get(at < 0 ? '' : path.slice(0, at))?.push({ name: path.slice(at + 1), type });
  };
  for (const path of paths) {
    for (const folder of foldersOf(path)) {
      if (tree.has(folder)) continue;
      tree.set(folder, []);
      add(folder, 'folder');
    }
    add(path, 'file');
  }
  for (const entries of tree.values()) entries.sort(byTypeAndName);
  return tree;
}

function byTypeAndName(a: ContentsEntry, b: ContentsEntry): number {
  if (a.type !== b.type) return a.type === 'folder' ? -1 : 1;
  return collator.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}
