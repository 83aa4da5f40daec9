import type { EcrApi } from './api';

/** How often each question was asked of the API of ECR while some work was done; tokens are no such question. */
export async function countOperations(
  { requests }: EcrApi,
  work: () => Promise<unknown>,
): Promise<Readonly<Record<string, number>>> {
  const before = requests.length;
  await work();
  const counts: Record<string, number> = {};
  for (const { operation } of requests.slice(before)) {
    if (operation !== 'GetAuthorizationToken') counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
}
