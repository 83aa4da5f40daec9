/**
 * The layers of the house (docs/architecture.md): each may import itself and the layers listed for
 * it, nothing else. `vscode` belongs to `ui` and to the composition root.
 */
const layers = {
  base: [],
  chart: ['base'],
  oci: ['base'],
  registries: ['base', 'oci'],
  publishing: ['base', 'chart', 'oci', 'registries'],
  cli: ['base', 'chart', 'oci', 'registries', 'publishing'],
  ui: ['base', 'chart', 'oci', 'registries', 'publishing'],
};

const withVscode = new Set(['ui']);
const names = Object.keys(layers);

export const layerRules = names.map((layer) => {
  const forbidden = names.filter((name) => name !== layer && !layers[layer].includes(name));
  const patterns = [
    {
      regex: `^(?:\\.\\./)+(?:${forbidden.join('|')})(?:/|$)`,
      message: `src/${layer} may import only: ${[layer, ...layers[layer]].join(', ')} (docs/architecture.md).`,
    },
    {
      regex: '^(?:\\.\\./)+(?:extension|test|scripts)(?:/|$)',
      message: `src/${layer} may not import the composition root, tests or scripts.`,
    },
  ].filter((pattern) => !pattern.regex.includes('(?:)'));
  if (!withVscode.has(layer)) {
    patterns.push({ regex: '^vscode$', message: `src/${layer} runs without VS Code.` });
  }
  return {
    files: [`src/${layer}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
});
