import type { Layout } from '../oci/layout/layout';
import type { Console } from './console/console';
import type { OpenRegistries } from './registries/openRegistries';
import type { Surroundings } from './surroundings';

/** What a command works with. */
export interface Session {
  readonly surroundings: Surroundings;
  readonly console: Console;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The saved charts; nothing is made before the first write. */
  readonly saved: () => Promise<Layout>;
  /** The registries, each with the logins of this machine. */
  readonly registries: () => Promise<OpenRegistries>;
  /** A path as the shell means it. */
  readonly path: (typed: string) => string;
}
