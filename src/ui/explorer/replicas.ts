import type { Abortable } from '../../base/abort';
import { isAbort } from '../../base/abort';
import type { Log } from '../../base/log';
import type { Replica, Repository } from '../../registries/registry';

/** To where a host copies versions. Asked for one version at a time, when somebody wants to know. */
export interface Replicas {
  /** Empty where nothing is copied, and where it cannot be told: that is logged and nothing more. */
  of(repository: Repository, version: string, options: Abortable): Promise<readonly Replica[]>;
  /** Forgets what was answered, so that it is asked again. */
  forget(): void;
}

/** Milliseconds for which an answer does: copying takes minutes, and rows are passed over all the time. */
const lifetime = 60_000;

interface Answer {
  readonly replicas: readonly Replica[];
  readonly expires: number;
}

export function createReplicas(log: Log, clock: () => number = Date.now): Replicas {
  let answers = new WeakMap<Repository, Map<string, Answer>>();
  const answersOf = (repository: Repository): Map<string, Answer> => {
    const kept = [...(answers.get(repository) ?? [])].filter(
      ([, { expires }]) => expires > clock(),
    );
    const fresh = new Map(kept);
    answers.set(repository, fresh);
    return fresh;
  };
  const ask = async (
    repository: Repository,
    version: string,
    options: Abortable,
  ): Promise<readonly Replica[]> => {
    try {
      return (await repository.replicas?.(version, options)) ?? [];
    } catch (error) {
      if (isAbort(error, options.signal)) throw error;
      const reason = String(error);
      log.warn('cannot tell where a version is copied to', {
        ...{ repository: repository.location, version, reason },
      });
      return [];
    }
  };
  return {
    of: async (repository, version, options) => {
      if (!repository.replicas) return [];
      const known = answersOf(repository).get(version);
      if (known) return known.replicas;
      const replicas = await ask(repository, version, options);
      answersOf(repository).set(version, { replicas, expires: clock() + lifetime });
      return replicas;
    },
    forget: () => {
      answers = new WeakMap();
    },
  };
}
