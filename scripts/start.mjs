import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gatherPeers } from './peers/peers.mjs';
import { ensureDependencies } from './run/dependencies.mjs';
import { cache, root, support } from './run/project.mjs';
import { buildExtension } from './start/build.mjs';
import { startLocalRegistry } from './start/registry.mjs';
import { tour } from './start/tour.mjs';
import { openWindow } from './start/window.mjs';

const home = join(cache, 'start');
const vsCode = ['node24', 'code-server'];

// `npm start` opens VS Code with the extension, sample charts and a local registry until Ctrl-C;
// `npm start -- --tour` shows by itself what can be done there (docs/testing.md).
await ensureDependencies(root);
await buildExtension();
if (process.argv.includes('--tour')) await runTour();
else await run();

async function runTour() {
  process.env.CHARTROOM_TEST_CHROMIUM ??= process.env.CHROME_PATH ?? '';
  const { env, missing } = await gather([...vsCode, 'chromium']);
  for (const { title, reason } of missing) console.error(`${title}: ${reason}`);
  if (missing.length === 0) await tour(env);
  else process.exitCode = 1;
}

async function run() {
  const workspace = await sampleWorkspace();
  const registry = await startLocalRegistry(home);
  try {
    const window = await openWindow({
      home,
      workspace,
      settings: { 'chartroom.registries': [{ host: registry.host, name: 'Local registry' }] },
      peers: () => gather(vsCode),
    });
    console.log(`Registry: ${registry.url}\nCharts: ${workspace}\n${window.told}`);
    console.log('Ctrl-C ends it.');
    // Ctrl-C is how this is meant to end: everything it started ends with the process.
    process.prependOnceListener('SIGINT', () => process.exit(0));
    await (window.closed ?? new Promise(() => {}));
    await window.stop();
  } finally {
    await registry.stop();
  }
}

/** A copy of the sample charts that keeps what a person has changed in it. */
async function sampleWorkspace() {
  const workspace = join(home, 'workspace');
  if (existsSync(workspace)) return workspace;
  await mkdir(home, { recursive: true });
  return support('workbench/sampleWorkspace').copySampleWorkspace(home);
}

function gather(names) {
  return gatherPeers(new Set(names), join(cache, 'peers'));
}
