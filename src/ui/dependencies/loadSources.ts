import type { DependencySources } from '../../publishing/dependencies/sources';
import type { DependencySourcesParts } from './openSources';

/** The sources of dependencies, made with the first question to them and the same ever after. */
export type LoadDependencySources = () => Promise<DependencySources>;

export function dependencySourcesLoader(parts: DependencySourcesParts): LoadDependencySources {
  let loaded: Promise<DependencySources> | undefined;
  const load = async (): Promise<DependencySources> => {
    const { openDependencySources } = await import(
      /* webpackChunkName: "charts" */ './openSources.js'
    );
    return openDependencySources(parts);
  };
  return () => (loaded ??= load());
}
