import type { ExplorerNode, RegistryNode } from './node';

/** The registry a row is below of, or is. */
export function registryOf(node: ExplorerNode): RegistryNode {
  let above = node;
  while (above.type !== 'registry') above = above.parent;
  return above;
}
