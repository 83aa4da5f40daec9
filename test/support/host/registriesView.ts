import { viewIds } from '../../../src/ui/contributions';
import { labelsBelow, rowAt } from './treeRows';
import { shownView } from './viewTrees';

/** The labels below the row that these labels lead to; those of the registries without any. */
export async function rowsBelow(...path: readonly string[]): Promise<readonly string[]> {
  const { tree } = shownView(viewIds.registries);
  const [first, ...rest] = path;
  const row = first === undefined ? undefined : await rowAt(tree, first, ...rest);
  return labelsBelow(tree, row);
}

/** The row that these labels lead to, as VS Code hands it to commands. */
export function viewRow(registry: string, ...path: readonly string[]): Promise<unknown> {
  return rowAt(shownView(viewIds.registries).tree, registry, ...path);
}
