import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runChild } from '../run/child.mjs';
import { cache, root } from '../run/project.mjs';

/** Bundles the extension and compiles what the commands take from test/support. */
export async function buildExtension() {
  console.log('Building ...');
  await Promise.all([mustSucceed('npm', ['run', 'build']), mustSucceed('npm', ['run', 'compile'])]);
}

/** Packages what was built. @returns {Promise<string>} the path of the package */
export async function packageExtension() {
  const vsix = join(cache, 'start', 'chartroom.vsix');
  await mkdir(dirname(vsix), { recursive: true });
  await mustSucceed('npm', ['run', 'package', '--', '--out', vsix]);
  return vsix;
}

async function mustSucceed(command, args) {
  const { code, output } = await runChild(command, args, { cwd: root });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
}
