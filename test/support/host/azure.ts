import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { everything, ownTenant } from '../acr/acrFixture';
import { startAcrFront, type AcrFront } from '../acr/acrFront';
import { startArm } from '../acr/armServer';
import { startEntra } from '../acr/entraServer';
import { startDockerRegistry } from '../servers/dockerRegistry';
import { setSetting } from './settings';

export const ann = 'ann@charts.example';
export const bob = 'bob@charts.example';

export interface Azure {
  readonly front: AcrFront;
  /** Holds the content of the registry, and what a test puts there. */
  readonly folder: string;
  stop(): Promise<void>;
}

/**
 * Starts a cloud of Azure that VS Code's settings lead to: Entra, Resource Manager and a registry.
 * There Ann and Bob may do everything, and so may the token `ci` and the application `app`, both by
 * the password `secret`; everybody may pull.
 */
export async function startAzure(): Promise<Azure> {
  const folder = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
  const behind = await startDockerRegistry({ directory: join(folder, 'registry') });
  const entra = await startEntra(ownTenant);
  const arm = await startArm({ tenant: ownTenant, loginServer: () => front.host });
  const front = await startAcrFront({
    upstream: behind.host,
    tenant: ownTenant,
    accounts: { [ann]: everything, [bob]: everything, ci: everything, app: everything },
    passwords: { ci: 'secret' },
    anonymous: { repositories: { '*': ['pull', 'metadata_read'] } },
    armAudience: arm.url,
  });
  await useCloud({ arm: arm.url, entra: entra.url });
  return {
    front,
    folder,
    async stop() {
      await useCloud(undefined);
      await Promise.all([front, arm, entra, behind].map((server) => server.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Has VS Code's Microsoft sign-in and the extension speak to the cloud at these addresses. */
async function useCloud(
  cloud: { readonly arm: string; readonly entra: string } | undefined,
): Promise<void> {
  const environment = cloud && {
    name: 'test',
    portalUrl: 'https://portal.example/',
    managementEndpointUrl: `${cloud.arm}/`,
    resourceManagerEndpointUrl: `${cloud.arm}/`,
    activeDirectoryEndpointUrl: `${cloud.entra}/`,
    activeDirectoryResourceId: `${cloud.arm}/`,
  };
  await setSetting('microsoft-sovereign-cloud.customEnvironment', environment);
  await setSetting('microsoft-sovereign-cloud.environment', cloud && 'custom');
}
