import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';

/** What Microsoft Entra wants such a token to be for. */
const audience = 'api://AzureADTokenExchange';

/**
 * The token by which a job of GitHub Actions proves what it is. Takes the permission `id-token: write`
 * (docs.github.com, "OpenID Connect reference", Methods for requesting the OIDC token).
 *
 * @throws ChartroomError `azure.github-token`
 */
export async function gitHubToken(
  { url, token }: { readonly url: string; readonly token: string },
  fetchToken: typeof fetch,
  { signal }: Abortable = {},
): Promise<string> {
  const address = new URL(url);
  address.searchParams.set('audience', audience);
  const response = await fetchToken(address, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
    redirect: 'error',
    ...(signal && { signal }),
  });
  const answer: unknown = response.ok ? await response.json() : undefined;
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
