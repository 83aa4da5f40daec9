import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts a login where Helm keeps it in a home of `setUpCli`. */
export async function writeLogin(
  home: string,
  host: string,
  [user, password]: readonly [user: string, password: string],
): Promise<void> {
  const folder = join(home, 'config', 'registry');
  await mkdir(folder, { recursive: true });
  const auth = Buffer.from(`${user}:${password}`).toString('base64');
  await writeFile(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
}
