import { execFile } from 'node:child_process';
import { ChartroomError } from '../../base/error';
import { findExecutable, findOnPath } from '../credentials/executable';
import { pathsOf, type Surroundings } from '../credentials/surroundings';
import type { AzureCliOutcome, RunAzureCli } from './azureCli';

/** It starts a Python interpreter and may ask Entra over the network. */
const timeout = 60_000;
const outputLimit = 1024 * 1024;

interface Program {
  readonly file: string;
  readonly leading: readonly string[];
}

/** The Azure CLI on this machine's PATH. */
export function azureCliOnPath(surroundings: Surroundings): RunAzureCli {
  return async (args, { signal }) => {
    const program = await findAzureCli(surroundings);
    if (program === undefined) {
      throw new ChartroomError({
        code: 'azure.cli-missing',
        template: 'The Azure CLI is not installed: there is no "az" on the PATH',
      });
    }
    const { file, leading } = program;
    const env = { ...surroundings.environment };
    return new Promise<AzureCliOutcome>((resolve) => {
      const options = { timeout, maxBuffer: outputLimit, signal, env, windowsHide: true };
      execFile(file, [...leading, ...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        const exitCode = typeof code === 'number' ? code : undefined;
        resolve({ exitCode, stdout, stderr: stderr || (error?.message ?? '') });
      });
    });
  };
}

/**
 * On Windows `az` is a batch file, which only a shell can run. It starts the Python interpreter
 * beside it, and so do we.
 */
async function findAzureCli(surroundings: Surroundings): Promise<Program | undefined> {
  if (surroundings.platform !== 'win32') {
    const file = await findExecutable('az', surroundings);
    return file === undefined ? undefined : { file, leading: [] };
  }
  const path = pathsOf(surroundings);
  const batch = await findOnPath('az.cmd', surroundings);
  if (batch === undefined) return undefined;
  const file = path.join(path.dirname(batch), '..', 'python.exe');
  return { file, leading: ['-IBm', 'azure.cli'] };
}
