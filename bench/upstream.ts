import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs work with the address of a chart repository that does not share a thread with what is measured. */
export async function withUpstream<T>(
  folder: string,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const script = require.resolve('../test/support/servers/chartRepositoryProcess');
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return await work(line.toString().trim());
  } finally {
    const exit = once(child, 'exit');
    child.kill();
    await exit;
  }
}
