import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './run/dependencies.mjs';
import { binary, root } from './run/project.mjs';

// `npm run live -- ecr` or `-- acr`: takes a chart through a real account (docs/testing.md). Never part of `npm test`.
await ensureDependencies(root);
process.exitCode = run(process.argv.slice(2));

function run(args) {
  const options = { cwd: root, stdio: 'inherit' };
  if (spawnSync(binary('tsc'), ['-p', 'tsconfig.json'], options).status !== 0) return 1;
  const program = join(root, 'out', 'test', 'live', 'main.js');
  return (
    spawnSync(process.execPath, ['--enable-source-maps', program, ...args], options).status ?? 1
  );
}
