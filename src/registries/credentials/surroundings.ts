import { posix, win32, type PlatformPath } from 'node:path';

/** What the places of configuration files and programs depend on. The core looks up none of it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The user's home directory. */
  readonly home: string;
  /** Milliseconds a credential helper may take, which may be asking the user; a minute when not given. */
  readonly helperTimeout?: number | undefined;
}

/** A variable that is set and not empty; `name` in capitals. Windows does not tell `Path` from `PATH`. */
export function variable(
  { environment, platform }: Pick<Surroundings, 'environment' | 'platform'>,
  name: string,
): string | undefined {
  const key =
    platform === 'win32'
      ? Object.keys(environment).find((candidate) => candidate.toUpperCase() === name)
      : name;
  const value = key === undefined ? undefined : environment[key];
  return value === '' ? undefined : value;
}

/** How paths are written there. */
export function pathsOf({ platform }: Pick<Surroundings, 'platform'>): PlatformPath {
  return platform === 'win32' ? win32 : posix;
}
