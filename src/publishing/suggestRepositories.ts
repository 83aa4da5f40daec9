/** Repositories with the chart's name, and the chart's name under every prefix in use. */
export function suggestRepositories(
  repositories: readonly string[],
  chartName: string,
): { same: string[]; beside: string[] } {
  const same = repositories.filter((name) => name.split('/').at(-1) === chartName);
  const prefixes = new Set(
    repositories
      .filter((name) => name.includes('/'))
      .map((name) => name.slice(0, name.lastIndexOf('/'))),
  );
  return { same, beside: [...prefixes].map((prefix) => `${prefix}/${chartName}`) };
}
