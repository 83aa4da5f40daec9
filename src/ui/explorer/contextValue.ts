import type { FolderNode, RegistryNode, RepositoryNode, VersionNode } from './node';
import { versionDigest } from './node';

/** What menus in package.json match as whole words. What can be done comes from capabilities, never from the kind of registry. */
export function contextValue(
  node: RegistryNode | FolderNode | RepositoryNode | VersionNode,
): string {
  switch (node.type) {
    case 'registry': {
      const { creation, portalUrl } = node.connection.registry;
      return words('registry connected', { creates: creation, portal: portalUrl });
    }
    case 'folder':
      return words('folder', { creates: node.registry.connection.registry.creation });
    case 'repository': {
      const { deleteRepository, portalUrl } = node.parent.connection.registry;
      const origin = node.pinned ? 'pinned' : 'listed';
      return words(`repository ${origin}`, { deletable: deleteRepository, portal: portalUrl });
    }
    case 'version':
      return versionValue(node);
  }
}

function versionValue(node: VersionNode): string {
  const { describe, deleteVersion, untag, lock } = node.parent.repository;
  return words(`version ${node.artifact?.kind ?? 'unread'}`, {
    digest: versionDigest(node),
    describable: describe,
    deletable: deleteVersion,
    untaggable: untag,
    lockable: lock,
    [isLocked(node) ? 'locked' : 'unlocked']: lock,
    portal: node.parent.parent.connection.registry.portalUrl,
  });
}

/** True where a lock forbids something. */
export function isLocked({ entry }: VersionNode): boolean {
  return entry.lock !== undefined && !(entry.lock.write && entry.lock.delete);
}

function words(first: string, others: Readonly<Record<string, unknown>>): string {
  const there = Object.entries(others).filter(([, value]) => value !== undefined);
  return [first, ...there.map(([word]) => word)].join(' ');
}
