import { ChartroomError } from '../../base/error';
import type { Page } from '../../base/page';
import type { ListOptions } from '../../oci/store';

/** The most that ECR gives a page, and what is asked for unless somebody wants less. */
const mostWanted = 1000;

export interface TokenPage<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/** A listing of AWS: each page names the next by a token that means nothing to anybody else. */
export async function* tokenPages<T>(
  page: (query: { maxResults: number; nextToken?: string }) => Promise<TokenPage<T>>,
  { pageSize = mostWanted }: ListOptions,
): AsyncGenerator<Page<T>> {
  const maxResults = Math.max(1, Math.min(pageSize, mostWanted));
  let token: string | undefined;
  do {
    const { items, nextToken } = await page({
      maxResults,
      ...(token !== undefined && { nextToken: token }),
    });
    if (nextToken !== undefined && nextToken === token) {
      const template = 'AWS names a page of the list as the one that follows it';
      throw new ChartroomError({ code: 'oci.reply-invalid', template });
    }
    token = nextToken;
    yield { items, more: token !== undefined };
  } while (token !== undefined);
}
