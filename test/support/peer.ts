/** The real programs, the package of the extension and the bundle of the command line, that tests run against, by the variables `npm test` passes their paths in. */
const variables = {
  helm: 'CHARTROOM_TEST_HELM',
  helm36: 'CHARTROOM_TEST_HELM36',
  dockerRegistry: 'CHARTROOM_TEST_DOCKER_REGISTRY',
  skopeo: 'CHARTROOM_TEST_SKOPEO',
  moto: 'CHARTROOM_TEST_MOTO',
  aws: 'CHARTROOM_TEST_AWS',
  chromium: 'CHARTROOM_TEST_CHROMIUM',
  node24: 'CHARTROOM_TEST_NODE24',
  fluxModels: 'CHARTROOM_TEST_FLUX_MODELS',
  argoModels: 'CHARTROOM_TEST_ARGO_MODELS',
  checkJsonSchema: 'CHARTROOM_TEST_CHECK_JSONSCHEMA',
  codeServer: 'CHARTROOM_TEST_CODE_SERVER',
  vsix: 'CHARTROOM_TEST_VSIX',
  cli: 'CHARTROOM_TEST_CLI',
} as const;

export type PeerName = keyof typeof variables;

/** The `skip` option of a test that needs these peers: false, or the reason naming what is missing. */
export function without(...names: readonly PeerName[]): string | false {
  const missing = names.filter((name) => isMissing(name)).map((name) => variables[name]);
  return missing.length === 0 ? false : `needs ${missing.join(', ')} (run by npm test)`;
}

/** The path of a peer, for a test that was not skipped by {@link without}. */
export function peer(name: PeerName): string {
  const path = process.env[variables[name]];
  if (path === undefined || path === '') throw new Error(`${variables[name]} is not set`);
  return path;
}

function isMissing(name: PeerName): boolean {
  const path = process.env[variables[name]];
  return path === undefined || path === '';
}
