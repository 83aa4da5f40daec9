import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { silentLog } from '../../../src/base/log';
import type { AadTokenSource } from '../../../src/registries/acr/aadToken';
import { createAcrRegistry, type AcrOptions } from '../../../src/registries/acr/acr';
import type { Registry } from '../../../src/registries/registry';
import { setUpDesk, type Desk } from '../publishing/desk';
import { startDockerRegistry } from '../servers/dockerRegistry';
import { startAcrFront, type AcrFront, type AcrFrontOptions } from './acrFront';
import { entraToken, registryAudience } from './entra';
import type { Rights } from './tokens';

export const ownTenant = '11111111-1111-1111-1111-111111111111';
export const otherTenant = '22222222-2222-2222-2222-222222222222';

export const everything: Rights = {
  repositories: {
    '*': ['pull', 'push', 'delete', 'metadata_read', 'metadata_write', 'deleted_read'],
  },
  catalog: true,
};

/** A registry where Ann may do everything, unless told otherwise, and what is needed to publish to it. */
export async function setUpAcr(
  t: TestContext,
  options: Partial<AcrFrontOptions> = {},
): Promise<{ readonly front: AcrFront; readonly desk: Desk }> {
  const desk = await setUpDesk(t);
  const behind = await startDockerRegistry({ directory: join(desk.folder, 'registry') });
  t.after(() => behind.stop());
  const front = await listOnly(t, { upstream: behind.host, ...options });
  return { front, desk };
}

/** The same without bytes behind it: for lists, tokens and locks. */
export async function listOnly(
  t: TestContext,
  options: Partial<AcrFrontOptions> = {},
): Promise<AcrFront> {
  const front = await startAcrFront({
    upstream: '127.0.0.1:9',
    tenant: ownTenant,
    accounts: { ann: everything },
    ...options,
  });
  t.after(() => front.stop());
  return front;
}

/** A client of the registry, signed in as Ann unless told otherwise. Retries do not wait. */
export function connectAcr(host: string, options: Partial<AcrOptions> = {}): Registry {
  return createAcrRegistry({
    id: host,
    label: host,
    host,
    login: { kind: 'microsoft', tokens: accountOf('ann') },
    fetch,
    log: silentLog,
    userAgent: 'chartroom-test',
    sleep: () => Promise.resolve(),
    ...options,
  });
}

export interface AccountOptions {
  readonly tenant?: string;
  readonly clock?: () => number;
  /** Seconds. */
  readonly lifetime?: number;
}

/** A Microsoft account that gives a new token each time it is asked, and notes what for. */
export function accountOf(
  subject: string,
  { tenant = ownTenant, clock = Date.now, lifetime = 3600 }: AccountOptions = {},
): AadTokenSource & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    get(_tenant, { scope }) {
      asked.push(scope);
      const expires = clock() + lifetime * 1000;
      const audience = scope.replace(/\/\.default$/, '');
      return Promise.resolve(entraToken({ tenant, subject, audience, expires }));
    },
  };
}

/** A token that has been kept too long. */
export function staleToken(subject: string): string {
  return entraToken({ tenant: ownTenant, subject, audience: registryAudience, expires: 0 });
}
