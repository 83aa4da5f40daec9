import { createDeviceSessions } from '../../../registries/ecr/deviceSessions';
import type { AwsLogin } from '../../../registries/ecr/login';
import { askMfaCode } from './askMfaCode';

/** One for the window: the wizard, the tree and a push must not each ask for a code. */
const sessions = createDeviceSessions();

/** The login by a profile of the AWS files, or by what the AWS SDK finds without one. */
export function awsLogin(profile: string | undefined): AwsLogin {
  return { profile, mfaCode: askMfaCode, sessions };
}
