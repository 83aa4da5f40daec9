import type { Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Abortable } from '../base/abort';
import { ChartroomError } from '../base/error';
import { systemErrorCode } from '../base/systemError';
import type { IgnoreRules } from './ignore';
import { unreadable } from './unreadable';

export interface FoundFile {
  /** Relative to the walked folder, separated by `/`, spelled as on disk: a normalised name would not be found again. */
  readonly path: string;
  /** Where the bytes are, with links resolved. */
  readonly location: string;
  /** In bytes. */
  readonly size: number;
}

/** A folder being walked. `trail` has the real places of it and of all folders above, up to the root. */
interface Step {
  readonly path: string;
  readonly trail: readonly [string, ...string[]];
}

/**
 * The regular files of a folder that the rules do not ignore. Links to files and folders are
 * followed and stand under their own path, as in Helm (`internal/sympath/walk.go`), but they must
 * stay inside: Helm would pack whatever a link in a downloaded chart points to.
 *
 * @throws ChartroomError `chart.link-outside`, `chart.link-broken`, `chart.link-cycle`,
 *   `chart.irregular-file`, `chart.unreadable`
 */
export async function* walkFolder(
  directory: string,
  rules: IgnoreRules,
  options: Abortable = {},
): AsyncGenerator<FoundFile, void, undefined> {
  const root = await realpath(directory);

  async function* visit(folder: Step): AsyncGenerator<FoundFile> {
    for (const name of await namesIn(folder)) {
      options.signal?.throwIfAborted();
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      const found = await look(join(folder.trail[0], name), path, root, rules);
      if (found === undefined) continue;
      if (found.stats.isDirectory()) {
        checkCycle(folder, found.location, path);
        yield* visit({ path, trail: [found.location, ...folder.trail] });
      } else if (found.stats.isFile()) {
        yield { path, location: found.location, size: found.stats.size };
      } else {
        throw irregular(path);
      }
    }
  }

  yield* visit({ path: '', trail: [root] });
}

async function namesIn(folder: Step): Promise<string[]> {
  try {
    return await readdir(folder.trail[0]);
  } catch (error) {
    throw unreadable(folder.path, error);
  }
}

interface Found {
  readonly location: string;
  readonly stats: Stats;
}

/** What is at a path, with a link resolved; undefined when it is ignored. */
async function look(
  location: string,
  path: string,
  root: string,
  rules: IgnoreRules,
): Promise<Found | undefined> {
  try {
    const stats = await lstat(location);
    if (stats.isSymbolicLink()) return await follow(location, path, root, rules);
    return rules.ignores(path, stats.isDirectory()) ? undefined : { location, stats };
  } catch (error) {
    throw error instanceof ChartroomError ? error : unreadable(path, error);
  }
}

/**
 * The rules are asked before a link is judged, so an ignored one may be broken or lead outside. Helm
 * resolves first and fails on every broken link; there is no reason to be that unkind.
 */
async function follow(
  location: string,
  path: string,
  root: string,
  rules: IgnoreRules,
): Promise<Found | undefined> {
  let stats: Stats;
  try {
    stats = await stat(location);
  } catch (error) {
    if (rules.ignores(path, false)) return undefined;
    throw leadsNowhere(path, error);
  }
  if (rules.ignores(path, stats.isDirectory())) return undefined;
  return { location: await inside(root, location, path), stats };
}

async function inside(root: string, location: string, path: string): Promise<string> {
  const target = await realpath(location);
  if (target === root || target.startsWith(root.endsWith(sep) ? root : root + sep)) return target;
  throw new ChartroomError({
    code: 'chart.link-outside',
    template: 'The chart folder cannot be read: the link "{path}" leads outside of it, to {target}',
    facts: { path, target },
  });
}

function checkCycle(folder: Step, location: string, path: string): void {
  if (folder.trail.includes(location)) throw cycle(path);
}

function cycle(path: string): ChartroomError {
  return new ChartroomError({
    code: 'chart.link-cycle',
    template: 'The chart folder cannot be read: the link "{path}" leads back to a folder it is in',
    facts: { path },
  });
}

function leadsNowhere(path: string, cause: unknown): unknown {
  const code = systemErrorCode(cause);
  if (code === 'ELOOP') return cycle(path);
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return cause;
  return new ChartroomError({
    code: 'chart.link-broken',
    template: 'The chart folder cannot be read: the link "{path}" leads nowhere',
    facts: { path },
    cause,
  });
}

function irregular(path: string): ChartroomError {
  return new ChartroomError({
    code: 'chart.irregular-file',
    template:
      'The chart folder cannot be read: "{path}" is an irregular file, such as a device, a pipe or a socket',
    facts: { path },
  });
}
