import { staticLogin } from '../ecr/awsFiles';
import { inEcr, type WholeEcr } from '../ecr/wholeEcr';
import { inTemporaryFolder } from '../temporaryFolder';
import { installed } from './installed';
import { inSession, type Session } from './session';

/** A window with an ECR, named Shop, that is connected through a profile. */
export async function inEcrSession(
  use: (session: Session, ecr: WholeEcr) => Promise<void>,
): Promise<void> {
  await inEcr(async (ecr) => {
    const { state, api, front } = ecr;
    state.now = Date.now();
    await inTemporaryFolder(async (folder) => {
      const { profile = '', configFile = '', credentialsFile = '' } = await staticLogin(folder);
      const { account, region } = state;
      const options = {
        ...installed(),
        registries: [
          { host: front.host, name: 'Shop', aws: { profile, account, region, endpoint: api.url } },
        ],
        extraEnv: { AWS_CONFIG_FILE: configFile, AWS_SHARED_CREDENTIALS_FILE: credentialsFile },
      };
      await inSession(options, (session) => use(session, ecr));
    });
  });
}
