import { openRepositoryIndex, type RepositoryIndex } from '../../chart/repositoryIndex';
import type { ChartRepository } from '../../registries/chartRepository/chartRepository';
import { createRemembered, type RememberOptions } from './remembered';
import type { LookUpOptions } from './source';

/** The indexes of chart repositories, each opened once for as long as its text stays the same. */
export interface Indexes {
  of(repository: ChartRepository, options: LookUpOptions): Promise<RepositoryIndex>;
  forget(): void;
}

interface Opened {
  readonly revision: string;
  readonly index: RepositoryIndex;
}

export function createIndexes(options: RememberOptions): Indexes {
  const remembered = createRemembered<Opened>(options);
  return {
    of: async (repository, lookUp) => {
      const opened = await remembered.of(
        repository.url,
        async (before, abortable) => {
          const { text, revision } = await repository.index(abortable);
          return before?.revision === revision
            ? before
            : { revision, index: await openRepositoryIndex(text, repository.url) };
        },
        lookUp,
      );
      return opened.index;
    },
    forget: () => {
      remembered.forget();
    },
  };
}
