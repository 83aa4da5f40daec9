import type { Abortable } from '../base/abort';
import { hasCode } from '../base/error';
import type { Digest } from '../oci/digest';
import { forEachParallel } from '../oci/parallel';
import type { Registry } from '../registries/registry';
import { resolveIfThere } from './resolveIfThere';

/** Tags a page, where the host lets choose. */
const pageSize = 1000;
/** Tags that are asked for at a time, where they cannot be listed. */
const atOnce = 6;

const refusals = ['oci.denied', 'oci.unauthorized', 'oci.unsupported'];

/** Those of some tags that are there, with their digests where the host said them. */
export type TagsThere = ReadonlyMap<string, Digest | undefined>;

/**
 * Which of some tags a repository has: a request for each page and none for each tag. Where they cannot be listed, for
 * who may push need not be allowed to, each is asked for. Undefined where there is no repository.
 *
 * @throws ChartroomError what the registry throws when its tags can neither be listed nor asked for
 */
export async function tagsThere(
  registry: Registry,
  name: string,
  wanted: ReadonlySet<string>,
  options: Abortable,
): Promise<TagsThere | undefined> {
  try {
    return await listed(registry, name, wanted, options);
  } catch (error) {
    if (hasCode(error, 'oci.not-found')) return undefined;
    if (!cannotList(error)) throw error;
  }
  const found = await askedFor(registry, name, wanted, options);
  const { creation } = registry;
  const isThere = found.size > 0 || !creation || (await creation.exists(name, options));
  return isThere ? found : undefined;
}

/** Whether a host refuses to list tags, and may yet tell of each. */
export function cannotList(error: unknown): boolean {
  return refusals.some((code) => hasCode(error, code));
}

async function listed(
  registry: Registry,
  name: string,
  wanted: ReadonlySet<string>,
  options: Abortable,
): Promise<TagsThere> {
  const found = new Map<string, Digest | undefined>();
  const pages = registry.repository(name).versions({ ...options, pageSize });
  for await (const { items } of pages) {
    for (const { tag, digest } of items) if (wanted.has(tag)) found.set(tag, digest);
  }
  return found;
}

async function askedFor(
  registry: Registry,
  name: string,
  wanted: ReadonlySet<string>,
  options: Abortable,
): Promise<TagsThere> {
  const found = new Map<string, Digest | undefined>();
  const repository = registry.repository(name);
  await forEachParallel([...wanted], atOnce, options.signal, async (tag, signal) => {
    const descriptor = await resolveIfThere(repository, tag, { signal });
    if (descriptor) found.set(tag, descriptor.digest);
  });
  return found;
}
