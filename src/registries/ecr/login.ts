import { fromNodeProviderChain, fromSSO } from '@aws-sdk/credential-providers';
import { ChartroomError } from '../../base/error';
import type { DeviceSessions, Obtained } from './deviceSessions';
import type { RequestHandler } from './fetchHandler';
import { partitionOf } from './partition';
import { kindOfProfile, sharedFiles, type AwsFiles } from './profiles';

/** As whom AWS is spoken to. */
export interface AwsLogin extends AwsFiles {
  /** Of the AWS files; without one the SDK looks where it always does: environment, files, container, instance. */
  readonly profile?: string | undefined;
  /** Asked for the code of a device when a role wants one; `serial` names the device. Undefined when nobody answers. */
  readonly mfaCode?: ((serial: string) => Promise<string | undefined>) | undefined;
  /** Shared by all clients that could ask for the same code. */
  readonly sessions?: DeviceSessions | undefined;
  /** How AWS is spoken to; by the SDK's own means when not given. */
  readonly requestHandler?: RequestHandler | undefined;
}

export type AwsCredentials = ReturnType<typeof fromSSO>;

/**
 * Credentials by a profile or the SDK's own chain. The environment is read by the SDK itself. Files are
 * read again each time, so that a login in a terminal is seen.
 */
export function awsCredentials(login: AwsLogin, region: string): AwsCredentials {
  const { profile, sessions } = login;
  return async (properties) => {
    const obtain = (): Promise<Obtained> => obtainSession(login, region, properties);
    if (!sessions) return (await obtain()).session;
    return sessions(`${partitionOf(region).id} ${profile ?? ''}`, obtain);
  };
}

async function obtainSession(
  login: AwsLogin,
  region: string,
  properties: Parameters<AwsCredentials>[0],
): Promise<Obtained> {
  const { profile, mfaCode, requestHandler } = login;
  let byDevice = false;
  const settings = {
    ...sharedFiles(login),
    ...(profile !== undefined && { profile }),
    ...(mfaCode && {
      mfaCodeProvider: async (serial: string) => {
        byDevice = true;
        return (await mfaCode(serial)) ?? Promise.reject(noCode(profile, serial));
      },
    }),
    // Roles are taken on in the partition of the registry.
    clientConfig: { region, ...(requestHandler && { requestHandler }) },
    ignoreCache: true,
  };
  // The chain hands the places of the files on to all providers but this one (credential-provider-ini 3.x).
  const isSso = profile !== undefined && (await kindOfProfile(profile, login)) === 'sso';
  const provide = isSso ? fromSSO(settings) : fromNodeProviderChain(settings);
  const session = await provide(properties);
  return { session, byDevice };
}

function noCode(profile: string | undefined, serial: string): ChartroomError {
  return new ChartroomError({
    code: 'ecr.mfa-needed',
    template: 'The profile {profile} wants a code of the MFA device {serial}, which was not given',
    facts: { profile: profile ?? 'default', serial },
  });
}
