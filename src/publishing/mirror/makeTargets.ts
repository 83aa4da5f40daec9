import type { Abortable } from '../../base/abort';
import type { CreationSettings, Registry } from '../../registries/registry';
import { defaultSettings, keptSettings } from '../creationSettings';
import { createEnsureRepository } from '../ensureRepository';
import type { Mirror } from './mirror';
import type { MirrorPlaces } from './origin';
import type { MirrorTarget } from './target';

/** Makes repositories that are missing, each once for all versions that go there. */
export type MakeTarget = (target: MirrorTarget, options: Abortable) => Promise<void>;

export function createMakeTarget(
  places: MirrorPlaces,
  create: Mirror['create'],
  onCreated: ((target: MirrorTarget) => void) | undefined,
): MakeTarget {
  const ensure = createEnsureRepository();
  return async (target, options) => {
    const registry = places.registry(target.registry);
    const settings = await settingsFor(create, registry);
    const outcome = await ensure(registry, target.repository, settings, options);
    if (outcome === 'created') onCreated?.(target);
  };
}

/** What the host does not let choose is left out. */
async function settingsFor(
  create: Mirror['create'],
  { creation }: Registry,
): Promise<CreationSettings | undefined> {
  if (create === false || !creation) return undefined;
  const choices = await creation.choices();
  const wanted = create === true ? undefined : keptSettings(create, choices);
  return { ...defaultSettings(choices), ...wanted };
}
