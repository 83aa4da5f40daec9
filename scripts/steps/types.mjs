import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { binary, root } from '../run/project.mjs';
import { checkByProgram } from './program.mjs';

/** Checks all types and compiles the sources and the tests into an empty out/. */
export async function types() {
  await rm(join(root, 'out'), { recursive: true, force: true });
  return [await checkByProgram('tsc', binary('tsc'), ['-p', 'tsconfig.json'])];
}
