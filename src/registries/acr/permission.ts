import type { Abortable } from '../../base/abort';
import { ChartroomError, hasCode } from '../../base/error';
import type { Credential, CredentialSource } from '../../oci/distribution/credential';
import type { Host } from '../../oci/distribution/host';
import { acrProblem, reworded } from './problem';
import { roleAssignment, roleFor, scopeMapUpdate, type Need, type RoleTarget } from './role';

/** The registry that refused. */
export interface Refusing extends RoleTarget {
  readonly host: Host;
  readonly credentials: CredentialSource;
}

/** What is said of an error, whatever it is of. */
export type Explain = (
  error: unknown,
  need: Need,
  repository: string,
  options?: Abortable,
) => Promise<unknown>;

/**
 * Turns the errors of the registry client into sentences of its own for Azure Container Registry. A
 * 401 of it can mean a login that is worth nothing as well as a right that is missing; which one it
 * is shows in `GET /v2/`, for which no right is needed.
 */
export function explainer(registry: Refusing): Explain {
  return async (error, need, repository, options = {}) => {
    if (!(error instanceof ChartroomError)) return error;
    const known = acrProblem(error);
    if (known) return known;
    const isRefusal = hasCode(error, 'oci.unauthorized') || hasCode(error, 'oci.denied');
    if (!isRefusal || error.facts['storage'] !== undefined) return error;
    const { host, credentials } = registry;
    const credential = await credentials.get(host.host, options);
    if (credential === undefined) return error;
    const loginProblem = hasCode(error, 'oci.denied')
      ? undefined
      : await problemWithLogin(host, options);
    if (loginProblem === undefined) return missing(error, need, repository, credential, registry);
    return credential.kind === 'identity-token' && hasCode(loginProblem, 'oci.unauthorized')
      ? signInExpired(loginProblem, host.host)
      : error;
  };
}

async function problemWithLogin(host: Host, options: Abortable): Promise<unknown> {
  try {
    await host.ping(options);
    return undefined;
  } catch (error) {
    if (error instanceof ChartroomError) return error;
    throw error;
  }
}

/** The check of a registry as a whole. */
export function explainCheck(
  error: unknown,
  host: string,
  credential: Credential | undefined,
): unknown {
  if (!(error instanceof ChartroomError)) return error;
  const known = acrProblem(error);
  if (known) return known;
  return credential?.kind === 'identity-token' && hasCode(error, 'oci.unauthorized')
    ? signInExpired(error, host)
    : error;
}

function signInExpired(cause: ChartroomError, host: string): ChartroomError {
  return reworded(
    cause,
    'acr.sign-in-expired',
    'The sign-in to {host} has expired or was withdrawn: {reason}',
    { kind: 'sign-in', host },
    { host },
  );
}

function missing(
  cause: ChartroomError,
  need: Need,
  repository: string,
  credential: Credential,
  registry: Refusing,
): ChartroomError {
  const { name, mode } = registry;
  const facts = { action: need, repository, host: registry.host.host };
  if (credential.kind === 'basic' && !isApplication(credential.username)) {
    return reworded(
      cause,
      'acr.permission-missing',
      'The token {user} may not {action} {repository} on {host}; its scope map lacks that',
      scopeMapUpdate(need, name, repository),
      { ...facts, user: credential.username },
    );
  }
  const template =
    need === 'catalog'
      ? 'This account may not list the repositories of {host}; the role {role} allows it'
      : 'This account may not {action} {repository} on {host}; the role {role} allows it';
  return reworded(cause, 'acr.permission-missing', template, roleAssignment(need, registry), {
    ...facts,
    role: roleFor(need, mode),
  });
}

/** The user name of a service principal is its application ID; of a refresh token used as a password, all zeros. */
function isApplication(username: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(username);
}
