/** One version as `helm repo index` writes it, some 2 KB: an item of a list, two spaces in. */
export function indexEntry(name: string, version: string, digest = '0'.repeat(64)): string {
  const annotations = Array.from(
    { length: 6 },
    (_, at) => `      charts.example/note-${at}: ${'a note on this version, '.repeat(8)}end\n`,
  ).join('');
  return [
    `  - annotations:\n${annotations}    apiVersion: v2`,
    `    appVersion: "${version}"\n    created: "2026-01-02T03:04:05.678901234Z"`,
    `    dependencies:\n    - name: common\n      repository: https://charts.example\n      version: 1.x.x`,
    `    description: What ${name} is for\n    digest: ${digest}\n    name: ${name}`,
    `    urls:\n    - ${name}-${version}.tgz\n    version: ${version}\n`,
  ].join('\n');
}
