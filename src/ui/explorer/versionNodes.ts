import type { VersionEntry } from '../../registries/registry';
import { factsOfEntry, type ArtifactFactsReader } from './artifactFacts';
import type { RepositoryNode, VersionNode } from './node';

/** Hands out the node of a version. */
export type VersionNodes = (parent: RepositoryNode, entry: VersionEntry) => VersionNode;

/**
 * Hands out the one node there is for a version as long as its listing lasts, for the reason that `Nodes` has. What it is
 * comes from what is known by the time somebody asks, so that a row that was handed to VS Code is never out of date.
 */
export function createVersionNodes(facts: Pick<ArtifactFactsReader, 'known'>): VersionNodes {
  const nodes = new WeakMap<VersionEntry, VersionNode>();
  return (parent, entry) => {
    const known = nodes.get(entry);
    if (known?.parent === parent) return known;
    const { tag } = entry;
    const node: VersionNode = {
      ...{ type: 'version', id: `${parent.id}:${tag}`, parent, tag, entry },
      get artifact() {
        return factsOfEntry(entry) ?? facts.known(parent.repository, tag);
      },
    };
    nodes.set(entry, node);
    return node;
  };
}
