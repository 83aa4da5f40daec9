import { isAbort, type Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { connectionError } from '../../oci/distribution/connection';
import { federationAudience, type AzureCloud } from '../../registries/acr/cloud';

/**
 * The token by which a job of GitHub Actions proves what it is. Takes the permission `id-token: write`
 * (docs.github.com, "OpenID Connect reference", Methods for requesting the OIDC token).
 *
 * @throws ChartroomError `azure.github-token`, `oci.unreachable`, `oci.certificate`
 */
export async function gitHubToken(
  { url, token }: { readonly url: string; readonly token: string },
  cloud: AzureCloud['name'],
  fetchToken: typeof fetch,
  { signal }: Abortable = {},
): Promise<string> {
  const address = new URL(url);
  address.searchParams.set('audience', federationAudience(cloud));
  const response = await fetchToken(address, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    redirect: 'error',
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    throw isAbort(error, signal) ? error : connectionError(error, address.host);
  });
  const answer = response.ok ? await readJson(response) : undefined;
  if (typeof answer === 'object' && answer !== null && 'value' in answer) {
    const { value } = answer;
    if (typeof value === 'string') return value;
  }
  throw new ChartroomError({
    code: 'azure.github-token',
    template: 'GitHub gave the job no token for Azure: it answered with status {status}',
    facts: { status: response.status },
  });
}

/** Undefined for what is no JSON, such as the page of a proxy. */
async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
