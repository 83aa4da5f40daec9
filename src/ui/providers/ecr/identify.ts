import * as vscode from 'vscode';
import { callerIdentity, type CallerIdentity } from '../../../registries/ecr/callerIdentity';
import type { Surroundings } from '../client';
import { awsLogin } from './awsLogin';
import { withSession } from './session';

/** Asks AWS who a profile is. Undefined when signing in is given up. */
export function identify(
  { log, userAgent, onWait }: Surroundings,
  profile: string | undefined,
  region: string,
): Promise<CallerIdentity | undefined> {
  return withSession(vscode.l10n.t('Asking AWS who signs in'), (signal) =>
    callerIdentity({ ...{ region, log, userAgent, onWait, signal }, login: awsLogin(profile) }),
  );
}
