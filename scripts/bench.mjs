import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { gatherPeers } from './peers/peers.mjs';
import { ensureDependencies } from './run/dependencies.mjs';
import { binary, cache, root } from './run/project.mjs';

// `npm run bench`: compiles, gets Helm, docker-registry and the Node.js of today's VS Code ready as `npm test` does, and
// runs what is in bench/.
await ensureDependencies(root);
const { env, missing } = await gatherPeers(
  new Set(['helm', 'docker-registry', 'node24']),
  join(cache, 'peers'),
);
for (const { title, reason } of missing) console.error(`needs ${title}: ${reason}`);
process.exitCode = missing.length > 0 ? 1 : run();

function run() {
  const peers = { ...env, CHARTROOM_TEST_CLI: join(root, 'dist-cli', 'chartroom.js') };
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...peers } };
  const compiled = spawnSync(binary('tsc'), ['-p', 'tsconfig.json'], options);
  if (compiled.status !== 0) return 1;
  const cli = ['--config', 'webpack.cli.config.js', '--mode', 'production'];
  const bundled = spawnSync(binary('webpack'), cli, options);
  if (bundled.status !== 0) return 1;
  for (const name of ['publish', 'dependencies', 'mirror', 'rules', 'check', 'large']) {
    const bench = join(root, 'out', 'bench', `${name}.js`);
    const { status } = spawnSync(env.CHARTROOM_TEST_NODE24, [bench], options);
    if (status !== 0) return status ?? 1;
  }
  return 0;
}
