import type { Abortable } from '../../base/abort';
import { nextVersions } from '../../chart/nextVersion';
import type { ReleaseChart } from './chart';
import type { PlanWays } from './plan';

/** Patches that are tried. */
const mostPatches = 100;

/**
 * The first patch after the version of a chart that none of its places has, by what was listed of them for the plan.
 * Undefined where the version is none, or a place could not be listed.
 */
export async function nextFreeVersion(
  { directory, version: own, places }: ReleaseChart,
  { registry, states, digest }: PlanWays,
  options: Abortable = {},
): Promise<string | undefined> {
  const taken = new Set<string>();
  for (const place of places) {
    const { versions } = await states.of(
      {
        ...{ registry: registry(place.registry), repository: place.repository, version: own },
        digest: (abortable) => digest(directory, abortable),
      },
      options,
    );
    if (!versions) return undefined;
    for (const version of versions) taken.add(version);
  }
  let next = own;
  for (let count = 0; count < mostPatches; count += 1) {
    const [patch] = nextVersions(next);
    if (!patch) return undefined;
    next = patch.version;
    if (!taken.has(next)) return next;
  }
  return undefined;
}
