import { silentLog } from '../../../src/base/log';
import { createEcrRegistry, type EcrOptions } from '../../../src/registries/ecr/ecr';
import type { AwsLogin } from '../../../src/registries/ecr/login';
import type { Registry } from '../../../src/registries/registry';
import { inTemporaryFolder } from '../temporaryFolder';
import { startApi, type EcrApi } from './api';
import { staticLogin } from './awsFiles';
import { createState, type EcrState } from './state';

export interface EcrSetting {
  readonly state: EcrState;
  readonly api: EcrApi;
  readonly login: AwsLogin;
  readonly folder: string;
  readonly connect: (options?: Partial<EcrOptions>) => Registry;
}

/** Runs with the API of an ECR of its own, without a `/v2/` side. */
export async function inEcrApi(use: (setting: EcrSetting) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const state = createState();
    const api = await startApi(state);
    const login = await staticLogin(folder);
    const endpoints = { api: api.url, registry: '127.0.0.1:1' };
    try {
      await use({
        ...{ state, api, login, folder },
        connect: (options) => connectEcr(state, { login, endpoints, ...options }),
      });
    } finally {
      await api.stop();
    }
  });
}

/** The registry of a state, whose pauses take no time and whose clock is the state's. */
export function connectEcr(
  state: EcrState,
  options: Partial<EcrOptions> & Pick<EcrOptions, 'login'>,
): Registry {
  return createEcrRegistry({
    id: 'work',
    label: 'At work',
    account: state.account,
    region: state.region,
    fetch,
    log: silentLog,
    userAgent: 'chartroom-test',
    clock: () => state.now,
    sleep: () => Promise.resolve(),
    ...options,
  });
}
