import { randomBytes } from 'node:crypto';
import { open, readFile, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isObject } from '../json';
import { diskError, isSystemError, onDisk } from './diskError';

/** A file that says: a running process is at work here. Its modification time is a heartbeat. */
export interface Claim {
  release(): Promise<void>;
}

/** Whose claim a file is, as another process reads it. */
export interface Claimant {
  /** Of the process, where `host` says; undefined while the file is still empty. */
  readonly pid: number | undefined;
  readonly host: string | undefined;
  /** Different for every claim. */
  readonly token: string | undefined;
  /** Time of the last heartbeat, in milliseconds since 1970 by the clock of the file system. */
  readonly beat: number;
}

const heartbeatInterval = 5_000;

/** Creates the file, or returns undefined when it is there already. */
export async function claim(path: string): Promise<Claim | undefined> {
  const token = randomBytes(16).toString('hex');
  const created = await onDisk(path, () => createFile(path, token));
  if (!created) return undefined;
  const heartbeat = setInterval(() => void beat(path), heartbeatInterval);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      // After a long sleep of the machine somebody may have taken it for dead and put another in its place.
      const current = await readClaimant(path);
      if (current?.token === token) await onDisk(path, () => rm(path, { force: true }));
    },
  };
}

/** Undefined when there is no such file. */
export async function readClaimant(path: string): Promise<Claimant | undefined> {
  try {
    const { mtimeMs } = await stat(path);
    const { pid, host, token } = parseClaim(await readFile(path, 'utf8'));
    return { pid, host, token, beat: mtimeMs };
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw diskError(error, path);
  }
}

/**
 * True when the process is known to be gone. Of a process on another host, or one whose number a new
 * process has got, only the missing heartbeat tells.
 */
export function isDead(claimant: Claimant): boolean {
  if (claimant.pid === undefined || claimant.host !== hostname()) return false;
  try {
    process.kill(claimant.pid, 0);
    return false;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return isSystemError(error, 'ESRCH');
  }
}

async function createFile(path: string, token: string): Promise<boolean> {
  let file: FileHandle;
  try {
    file = await open(path, 'wx');
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
  try {
    await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname(), token }));
    return true;
  } catch (error) {
    // The failure to tell is the one that led here; a file that stays behind goes stale.
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

async function beat(path: string): Promise<void> {
  const now = new Date();
  // A beat that fails is one that others do not see, and they wait for several.
  await utimes(path, now, now).catch(() => undefined);
}

/** An empty or half-written file is of a process between creating and writing it, alive or not. */
function parseClaim(text: string): Pick<Claimant, 'pid' | 'host' | 'token'> {
  const { pid, host, token } = parseFields(text);
  return {
    pid: typeof pid === 'number' && Number.isInteger(pid) && pid > 0 ? pid : undefined,
    host: typeof host === 'string' ? host : undefined,
    token: typeof token === 'string' ? token : undefined,
  };
}

function parseFields(text: string): { pid?: unknown; host?: unknown; token?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
