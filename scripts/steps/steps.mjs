import { join } from 'node:path';
import { root } from '../run/project.mjs';
import { build } from './build.mjs';
import { host } from './host.mjs';
import { lint } from './lint.mjs';
import { nodeTests } from './nodeTests.mjs';
import { packaging, vsix } from './package.mjs';
import { types } from './types.mjs';

const vsCode = ['node24', 'code-server', 'chromium'];

/**
 * The steps of `npm test`, in order.
 *
 * `after` names the steps whose result it works on, `peers` the programs of peers.json it runs
 * against. A step that is useless without one of its peers names it in `takes`.
 */
const steps = [
  { name: 'lint', run: lint },
  { name: 'types', run: types },
  { name: 'build', run: build },
  {
    name: 'unit',
    after: ['types'],
    run: ({ env }) => nodeTests('unit', { env, timeout: 120_000 }),
  },
  {
    name: 'integration',
    after: ['types', 'build'],
    peers: [
      ...['helm', 'helm36', 'docker-registry', 'skopeo', 'moto', 'aws'],
      ...['check-jsonschema', 'flux-models', 'argo-models'],
    ],
    run: ({ env }) =>
      nodeTests('integration', {
        env: { ...env, CHARTROOM_TEST_CLI: join(root, 'dist-cli', 'chartroom.js') },
        concurrency: 2,
        timeout: 300_000,
      }),
  },
  {
    name: 'host',
    after: ['types', 'build'],
    takes: process.env.CHARTROOM_TEST_DESKTOP === '1' ? [] : vsCode,
    peers: ['docker-registry', 'helm'],
    run: host,
  },
  { name: 'package', after: ['build'], run: packaging },
  {
    name: 'workbench',
    after: ['types', 'package'],
    peers: [...vsCode, 'docker-registry', 'helm'],
    run: ({ env }) =>
      nodeTests('workbench', {
        env: { ...env, CHARTROOM_TEST_VSIX: vsix },
        concurrency: 1,
        timeout: 300_000,
      }),
  },
];

/** The chosen steps and those they work on, in order; all of them when none is chosen. */
export function chooseSteps(names) {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = steps.map((step) => step.name).join(', ');
    throw new Error(`There is no step ${unknown.join(', ')}. The steps are ${known}.`);
  }
  if (names.length === 0) return steps;
  const wanted = new Set(names);
  for (const step of steps.toReversed()) {
    if (wanted.has(step.name)) for (const name of step.after ?? []) wanted.add(name);
  }
  return steps.filter((step) => wanted.has(step.name));
}
