import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Log } from '../../base/log';
import type { Replica } from '../registry';
import type { Control } from './control';

/** To where a registry copies its versions. Whether it does at all is asked once, and again after a failure. */
export interface Replication {
  /** Empty where nothing is copied, and where the login may not ask. */
  replicas(repository: string, version: string, options?: Abortable): Promise<readonly Replica[]>;
}

export function createReplication(control: Control, account: string, log: Log): Replication {
  let replicates: Promise<boolean> | undefined;
  const ask = (options: Abortable | undefined): Promise<boolean> => {
    replicates ??= control.replicates(options).catch((error: unknown) => {
      replicates = undefined;
      throw error;
    });
    return replicates;
  };
  return {
    async replicas(repository, version, options) {
      try {
        if (!(await ask(options))) return [];
        const found = await control.replicas(repository, version, options);
        return found.map(({ region = '', registryId = account, status }) => ({
          region: registryId === account ? region : `${region} (${registryId})`,
          status: statuses.get(status ?? '') ?? 'failed',
        }));
      } catch (error) {
        if (!hasCode(error, 'oci.denied')) throw error;
        log.info('Replication may not be asked about', { reason: error.message });
        return [];
      }
    },
  };
}

const statuses = new Map<string, Replica['status']>([
  ['COMPLETE', 'complete'],
  ['IN_PROGRESS', 'in-progress'],
  ['FAILED', 'failed'],
]);
