import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { everything, ownTenant } from '../acr/acrFixture';
import { startAcrFront, type AcrFront } from '../acr/acrFront';
import { startDockerRegistry } from '../servers/dockerRegistry';
import { inTemporaryFolder } from '../temporaryFolder';
import { installed } from './installed';
import { inSession, type Session } from './session';

/** A window with an ACR, named Shop, that is connected by the token of a docker login. */
export async function inAcrSession(
  use: (session: Session, front: AcrFront) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const behind = await startDockerRegistry({ directory: join(folder, 'registry') });
    const front = await startAcrFront({
      upstream: behind.host,
      tenant: ownTenant,
      accounts: { ci: everything },
      passwords: { ci: 'secret' },
    });
    try {
      const auth = Buffer.from('ci:secret').toString('base64');
      const logins = { auths: { [front.host]: { auth } } };
      await writeFile(join(folder, 'config.json'), JSON.stringify(logins));
      const options = {
        ...installed(),
        registries: [{ host: front.host, name: 'Shop', azure: { login: 'password' } }],
        extraEnv: { DOCKER_CONFIG: folder },
      };
      await inSession(options, (session) => use(session, front));
    } finally {
      await front.stop();
      await behind.stop();
    }
  });
}
