import { binary } from '../run/project.mjs';
import { checkByProgram } from './program.mjs';

/** Rules of the code, its format, and what nothing uses. */
export function lint() {
  return Promise.all([
    checkByProgram('eslint', binary('eslint'), ['.', '--max-warnings', '0']),
    checkByProgram('prettier', binary('prettier'), ['--check', '--log-level', 'warn', '.']),
    checkByProgram('knip', binary('knip'), ['--no-progress']),
  ]);
}
