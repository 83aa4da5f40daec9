import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the two commands keep between runs; git ignores it. */
export const cache = join(root, '.vscode-test');

/** A program of a package in node_modules. */
export function binary(name) {
  return join(root, 'node_modules', '.bin', name);
}

const require = createRequire(import.meta.url);

/** A module of test/support, once it is compiled into out/. */
export function support(path) {
  return require(join(root, 'out', 'test', 'support', path));
}
