import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import type { KnownOfChart } from '../../publishing/check/checkFolder';
import type { PublishStates } from '../../publishing/publishState';
import type { PublishTarget } from '../../publishing/publishTarget';
import { publishTargetOf } from '../charts/publishTargets';
import { createSavedStates } from '../charts/savedState';
import type { WorkspaceChart } from '../charts/workspaceCharts';
import type { SavedTree } from '../saved/savedView';
import { askableAt, type AskableParts } from './askable';

export interface PublishKnowledgeParts extends AskableParts {
  readonly publishStates: PublishStates;
  readonly savedTree: Pick<SavedTree, 'rows'>;
}

/** What registries and the saved charts hold of a chart, as it is on disk. */
export interface PublishKnowledge {
  of(chart: WorkspaceChart, options: Abortable): Promise<KnownOfChart | undefined>;
}

export function createPublishKnowledge(parts: PublishKnowledgeParts): PublishKnowledge {
  const states = createSavedStates();
  return {
    of: async (chart, options) => {
      const { metadata, directory } = chart;
      if (!metadata) return undefined;
      const { name, version } = metadata;
      const target = targetOf(directory, name);
      const connection = target && askableAt(parts, target.registry);
      const published =
        connection &&
        (await parts.publishStates.of(
          {
            ...{ registry: connection.registry, repository: target.repository, version },
            digest: (own) => states.digest(directory, own),
          },
          options,
        ));
      const saved = await states.of(chart, await parts.savedTree.rows(), options);
      return {
        ...{ repository: target?.repository, version },
        ...published,
        ...(saved.is === 'saved' && { saved: 'same' }),
        ...(saved.is === 'changed' && { saved: 'different' }),
      };
    },
  };
}

function targetOf(directory: string, name: string): PublishTarget | undefined {
  try {
    return publishTargetOf(directory, name);
  } catch (error) {
    if (error instanceof ChartroomError) return undefined;
    throw error;
  }
}
