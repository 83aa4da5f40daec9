/** What the login of a chart repository is kept under, however its address is written; no registry has such an id. */
export function chartRepositoryLoginId(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `chart-repository ${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
}
