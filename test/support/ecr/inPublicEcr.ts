import { join } from 'node:path';
import { silentLog } from '../../../src/base/log';
import {
  createEcrPublicRegistry,
  type EcrPublicOptions,
} from '../../../src/registries/ecr/ecrPublic';
import type { AwsLogin } from '../../../src/registries/ecr/login';
import type { Registry } from '../../../src/registries/registry';
import { startRegistry } from '../registry/testRegistry';
import { inTemporaryFolder } from '../temporaryFolder';
import { startApi, type EcrApi } from './api';
import { staticLogin } from './awsFiles';
import { publicEcr } from './publicOperations';
import { createState, type EcrState } from './state';

export interface PublicEcr {
  readonly state: EcrState;
  readonly api: EcrApi;
  /** `127.0.0.1:PORT` of the `/v2/` side. */
  readonly host: string;
  readonly login: AwsLogin;
  readonly folder: string;
  readonly connect: (options?: Partial<EcrPublicOptions>) => Registry;
}

/** Runs with an API of ECR Public, and a registry where everybody reads and the token's user writes. */
export async function inPublicEcr(use: (ecr: PublicEcr) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const state = createState();
    const api = await startApi(state, publicEcr);
    const content = await startRegistry({
      directory: join(folder, 'registry'),
      auth: { kind: 'bearer', users: { AWS: 'secret' }, anonymousPull: true },
    });
    const login = await staticLogin(folder);
    const connect: PublicEcr['connect'] = (options) =>
      createEcrPublicRegistry({
        ...{ id: 'public', label: 'Public', fetch, log: silentLog, userAgent: 'chartroom-test' },
        endpoints: { api: api.url, registry: content.host },
        sleep: () => Promise.resolve(),
        ...options,
      });
    try {
      await use({ state, api, host: content.host, login, folder, connect });
    } finally {
      await api.stop();
      await content.stop();
    }
  });
}
