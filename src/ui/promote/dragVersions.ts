import * as vscode from 'vscode';
import type { ExplorerNode, RepositoryNode } from '../explorer/node';
import type { SavedNode } from '../saved/savedView';
import { executeCommand } from '../window/executeCommand';
import type { DraggedRow, PromotionRequest } from './promotionRequest';

/** What the views of this window hand over to each other. */
const versionsType = 'application/vnd.chartroom.versions';

type Draggable = ExplorerNode | SavedNode;

/** Saved charts, versions and repositories can be dragged. Nothing can be dropped. */
export function dragVersions<T extends Draggable>(): vscode.TreeDragAndDropController<T> {
  return {
    dragMimeTypes: [versionsType],
    dropMimeTypes: [],
    handleDrag: (rows, data) => {
      const dragged = rows.flatMap((row) => draggedRow(row) ?? []);
      // As text: rows themselves do not get from one view to another.
      const item = new vscode.DataTransferItem(JSON.stringify(dragged));
      if (dragged.length > 0) data.set(versionsType, item);
    },
  };
}

/** The same, and what is dropped on a registry, a folder, a repository or a version of it is promoted to there. */
export function dragAndDropVersions(): vscode.TreeDragAndDropController<ExplorerNode> {
  return {
    ...dragVersions<ExplorerNode>(),
    dropMimeTypes: [versionsType],
    handleDrop: async (target, data) => {
      const place = target && placeOf(target);
      const text = await data.get(versionsType)?.asString();
      if (!place || text === undefined) return;
      const rows = JSON.parse(text) as readonly DraggedRow[];
      await executeCommand('chartroom.version.promote', { ...place, rows });
    },
  };
}

function draggedRow(row: Draggable): DraggedRow | undefined {
  if (row.type === 'saved') return { saved: row.chart.reference };
  if (row.type === 'repository') return repositoryRow(row);
  return row.type === 'version' ? { ...repositoryRow(row.parent), tag: row.tag } : undefined;
}

function repositoryRow({ parent, repository }: RepositoryNode) {
  return { connectionId: parent.connection.id, repository: repository.name };
}

/** A repository takes what is dropped on it as it is; a folder becomes the parent; a registry leaves the name open. */
function placeOf(node: ExplorerNode): Omit<PromotionRequest, 'rows'> | undefined {
  if (node.type === 'registry') return { connectionId: node.connection.id, naming: undefined };
  if (node.type === 'version') return placeOf(node.parent);
  if (node.type === 'folder') {
    const { registry, folder } = node;
    return { connectionId: registry.connection.id, naming: { is: 'below', parent: folder.path } };
  }
  if (node.type !== 'repository') return undefined;
  const { connectionId, repository } = repositoryRow(node);
  return { connectionId, naming: { is: 'into', repository } };
}
