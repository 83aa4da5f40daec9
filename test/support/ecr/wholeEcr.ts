import { join } from 'node:path';
import type { EcrOptions } from '../../../src/registries/ecr/ecr';
import type { Registry } from '../../../src/registries/registry';
import { inTemporaryFolder } from '../temporaryFolder';
import { startDockerRegistry } from '../servers/dockerRegistry';
import { startApi, type EcrApi } from './api';
import { staticLogin } from './awsFiles';
import { connectEcr } from './fixture';
import { startFront, type Front, type FrontOptions } from './front';
import { createState, type EcrState } from './state';
import { startStorageHost, type StorageHost } from './storageHost';

export interface WholeEcr {
  readonly state: EcrState;
  readonly api: EcrApi;
  readonly front: Front;
  readonly storage: StorageHost;
  readonly connect: (options?: Partial<EcrOptions>) => Registry;
}

/** Runs with the API and the `/v2/` side of an ECR, before a real registry that keeps the content. */
export async function inEcr(
  use: (ecr: WholeEcr) => Promise<void>,
  before?: (state: EcrState) => FrontOptions['before'],
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const state = createState();
    const registry = await startDockerRegistry({ directory: join(folder, 'registry') });
    const storage = await startStorageHost(registry.host);
    const api = await startApi(state);
    const front = await startFront({
      ...{ state, storage, behind: registry.host },
      before: before?.(state),
    });
    const login = await staticLogin(folder);
    const endpoints = { api: api.url, registry: front.host };
    try {
      await use({
        ...{ state, api, front, storage },
        connect: (options) => connectEcr(state, { login, endpoints, ...options }),
      });
    } finally {
      for (const part of [front, api, storage, registry]) await part.stop();
    }
  });
}
