import { ChartroomError, type Remedy } from '../../base/error';
import { awsErrorName } from './awsError';
import type { AwsProfile } from './profiles';

/**
 * The error for credentials that could not be had at all; undefined when AWS was asked. The SDK tells
 * its reasons apart by their words only.
 */
export function loginProblem(
  error: Error,
  profile: string | undefined,
): ChartroomError | undefined {
  const name = awsErrorName(error);
  if (name !== 'CredentialsProviderError' && name !== 'TokenProviderError') return undefined;
  const { message } = error;
  if (/aws sso login|SSO session/i.test(message)) {
    // A role can be taken on from another profile, and then it is that one which has to sign in.
    return expired(profileNamed(message) ?? profile, 'aws sso login', error);
  }
  if (/aws login|[/\\]login[/\\]cache[/\\]/.test(message))
    return expired(profile, 'aws login', error);
  const facts = { profile: profile ?? 'default', reason: message.replace(/\.$/, '') };
  if (/multi-factor/i.test(message)) {
    const template = 'The profile {profile} wants a code of an MFA device, which was not given';
    return new ChartroomError({ code: 'ecr.mfa-needed', template, facts, cause: error });
  }
  if (profile === undefined) {
    const template =
      'No AWS credentials were found in the environment, the AWS files, or the surroundings of this machine: {reason}';
    return new ChartroomError({ code: 'ecr.no-credentials', template, facts, cause: error });
  }
  const template = 'The AWS profile {profile} gives no credentials: {reason}';
  return new ChartroomError({ code: 'ecr.no-credentials', template, facts, cause: error });
}

function expired(profile: string | undefined, command: string, cause: Error): ChartroomError {
  const remedy = signInCommand(command, profile);
  return new ChartroomError({
    code: 'ecr.session-expired',
    template: 'The AWS session of the profile {profile} has ended; "{command}" starts a new one',
    facts: { profile: profile ?? 'default', command },
    ...(remedy && { remedy }),
    cause,
  });
}

/** The command that begins a new session of a profile; undefined where none is needed or none can be given. */
export function sessionCommand({ name, kind }: Partial<AwsProfile>): string | undefined {
  if (kind !== 'sso' && kind !== 'login') return undefined;
  return signInCommand(kind === 'sso' ? 'aws sso login' : 'aws login', name)?.command;
}

/** None for a profile whose name a shell could take for more than a name. */
function signInCommand(
  command: string,
  profile: string | undefined,
): Extract<Remedy, { kind: 'run-in-terminal' }> | undefined {
  if (profile === undefined) return { kind: 'run-in-terminal', command };
  if (!/^\w[\w.@+=:,/ -]*$/.test(profile)) return undefined;
  const word = profile.includes(' ') ? `"${profile}"` : profile;
  return { kind: 'run-in-terminal', command: `${command} --profile ${word}` };
}

function profileNamed(message: string): string | undefined {
  return /profile=(\S+)/.exec(message)?.[1];
}
