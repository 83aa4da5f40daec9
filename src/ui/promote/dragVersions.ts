import * as vscode from 'vscode';
import type { ExplorerNode } from '../explorer/node';
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
  switch (row.type) {
    case 'saved':
      return { saved: row.chart.reference };
    case 'repository':
      return { connectionId: row.parent.connection.id, repository: row.repository.name };
    case 'version': {
      const { parent, tag } = row;
      return {
        ...{ connectionId: parent.parent.connection.id, repository: parent.repository.name },
        tag,
      };
    }
    default:
      return undefined;
  }
}

/** A repository takes what is dropped on it as it is; a folder becomes the parent; a registry leaves the name open. */
function placeOf(node: ExplorerNode): Omit<PromotionRequest, 'rows'> | undefined {
  switch (node.type) {
    case 'registry':
      return { connectionId: node.connection.id, naming: undefined };
    case 'folder': {
      const { path } = node.folder;
      return {
        connectionId: node.registry.connection.id,
        naming: { is: 'below', parent: path },
      };
    }
    case 'repository': {
      const { name } = node.repository;
      return {
        connectionId: node.parent.connection.id,
        naming: { is: 'into', repository: name },
      };
    }
    case 'version':
      return placeOf(node.parent);
    default:
      return undefined;
  }
}
