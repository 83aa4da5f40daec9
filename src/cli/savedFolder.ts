import { pathsOf, variable } from '../registries/credentials/surroundings';
import type { Surroundings } from './surroundings';

/**
 * Where saved charts are unless told: `$CHARTROOM_SAVED`, else the place for a program's data that
 * the system has (XDG Base Directory Specification; File System Programming Guide; Known Folders).
 */
export function savedFolder(surroundings: Surroundings): string {
  const path = pathsOf(surroundings);
  const named = variable(surroundings, 'CHARTROOM_SAVED');
  if (named !== undefined) return path.resolve(surroundings.directory, named);
  return path.join(dataHome(surroundings), 'chartroom', 'saved');
}

/** Where the indexes of chart repositories are kept. */
export function cacheFolder(surroundings: Surroundings): string {
  const path = pathsOf(surroundings);
  return path.join(cacheHome(surroundings), 'chartroom', 'chart-repositories');
}

function dataHome(surroundings: Surroundings): string {
  const { platform, home } = surroundings;
  const path = pathsOf(surroundings);
  const xdg = variable(surroundings, 'XDG_DATA_HOME');
  if (xdg !== undefined) return xdg;
  if (platform === 'win32') return localAppData(surroundings);
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  return path.join(home, '.local', 'share');
}

function cacheHome(surroundings: Surroundings): string {
  const { platform, home } = surroundings;
  const path = pathsOf(surroundings);
  const xdg = variable(surroundings, 'XDG_CACHE_HOME');
  if (xdg !== undefined) return xdg;
  if (platform === 'win32') return localAppData(surroundings);
  return platform === 'darwin' ? path.join(home, 'Library', 'Caches') : path.join(home, '.cache');
}

function localAppData(surroundings: Surroundings): string {
  const { home } = surroundings;
  return (
    variable(surroundings, 'LOCALAPPDATA') ?? pathsOf(surroundings).join(home, 'AppData', 'Local')
  );
}
