import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a helper does: a few lines of POSIX shell. `$server` is what it was asked for. */
export interface HelperScript {
  readonly suffix: string;
  readonly script: string;
}

/** Puts an executable `docker-credential-<suffix>` into `folder`, which is then to be on the PATH. */
export async function writeHelper(folder: string, { suffix, script }: HelperScript): Promise<void> {
  const path = join(folder, `docker-credential-${suffix}`);
  // Like the real ones it takes the action as its argument and the server from stdin.
  const lines = ['#!/bin/sh', '[ "$1" = get ] || exit 2', 'read -r server', script];
  await writeFile(path, `${lines.join('\n')}\n`);
  await chmod(path, 0o755);
}

/** The same for a helper that keeps one login, in a file of this folder. */
export async function writeStoringHelper(folder: string, suffix: string): Promise<void> {
  const kept = join(folder, `${suffix}.json`);
  const lines = [
    '#!/bin/sh',
    'case "$1" in',
    `store) cat > '${kept}' ;;`,
    `erase) rm -f '${kept}' ;;`,
    `get) [ -f '${kept}' ] && cat '${kept}' || { echo 'credentials not found in native keychain'; exit 1; } ;;`,
    'esac',
  ];
  const path = join(folder, `docker-credential-${suffix}`);
  await writeFile(path, `${lines.join('\n')}\n`);
  await chmod(path, 0o755);
}
