import { pathsOf } from '../registries/credentials/surroundings';
import { createConsole } from './console/console';
import type { Parsed } from './parse';
import { savedFolder } from './savedFolder';
import type { Session } from './session';
import type { Surroundings } from './surroundings';

/** Makes the parts of a run. What is large is loaded when a command asks for it. */
export function openSession(
  { options }: Pick<Parsed, 'options'>,
  surroundings: Surroundings,
  signal: AbortSignal,
): Session {
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === 'string' ? value : undefined;
  };
  const console = createConsole({
    stderr: surroundings.stderr,
    environment: surroundings.environment,
    quiet: options['quiet'] === true,
    verbose: options['verbose'] === true,
    clock: surroundings.clock,
  });
  const path = (typed: string): string =>
    pathsOf(surroundings).resolve(surroundings.directory, typed);
  return {
    ...{ surroundings, console, signal, path },
    saved: async () => {
      const { openLayout } = await import(
        /* webpackChunkName: "commands" */ '../oci/layout/layout.js'
      );
      const named = text('saved');
      return openLayout(named === undefined ? savedFolder(surroundings) : path(named));
    },
    registries: once(async () => {
      const { openRegistries } = await import(
        /* webpackChunkName: "commands" */ './registries/openRegistries.js'
      );
      const caFile = text('ca-file');
      return openRegistries({
        ...{ surroundings, console, signal },
        plainHttp: options['plain-http'] === true ? true : undefined,
        profile: text('profile'),
        tls: {
          caFile: caFile === undefined ? undefined : path(caFile),
          insecure: options['insecure'] === true,
        },
      });
    }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
