import { runChild } from '../run/child.mjs';
import { root } from '../run/project.mjs';
import { failed, passed } from './results.mjs';

/** Runs a program that checks something by itself: exit code 0 is one passed test. */
export async function checkByProgram(name, command, args) {
  const { code, output } = await runChild(command, args, { cwd: root, timeout: 300_000 });
  return code === 0 ? passed(name) : failed(name, output.trim());
}
