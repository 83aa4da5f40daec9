import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import type { Digest } from '../../oci/digest';
import { parseManifest } from '../../oci/manifest';
import { forEachParallel } from '../../oci/parallel';
import { checkTag } from '../../oci/reference';
import type { Registry, Repository } from '../../registries/registry';
import { chartManifestIn } from '../chartArtifact';
import { withAlgorithm } from '../checkedArchive';
import { isChartLayer } from '../helmMediaType';
import { tagsThere } from '../tagsThere';
import { digestOfArchive } from './archive';
import type { VersionOrigin } from './origin';
import type { PlannedVersion, VersionState } from './plan';

/** Versions of one chart that are asked about at a time. */
const atOnce = 6;

/**
 * What the target has of versions that all go to one repository of it, in their order.
 *
 * @throws ChartroomError what the registry throws when its tags can neither be listed nor asked for
 */
export async function compareChart(
  planned: readonly Omit<PlannedVersion, 'state'>[],
  registry: Registry,
  options: Abortable,
): Promise<readonly VersionState[]> {
  const [first] = planned;
  if (!first) return [];
  const name = first.target.repository;
  const repository = registry.repository(name);
  const wanted = new Set(planned.map(({ tag }) => tag));
  const there = await tagsThere(registry, name, wanted, options);
  if (!there) {
    const { creation } = registry;
    const isMade = !creation || (await creation.madeByPush(name, options));
    return planned.map(() => ({ is: isMade ? 'new' : 'missing-repository' }));
  }
  const states: VersionState[] = planned.map(({ tag }) => stateOfNew(tag));
  await forEachParallel([...planned.entries()], atOnce, options.signal, async ([at, one], stop) => {
    if (!there.has(one.tag)) return;
    states[at] = await stateOf(one, repository, there.get(one.tag), { signal: stop });
  });
  return states;
}

function stateOfNew(tag: string): VersionState {
  try {
    checkTag(tag);
    return { is: 'new' };
  } catch (error) {
    if (!hasCode(error, 'oci.tag-invalid')) throw error;
    return { is: 'unknown', error };
  }
}

async function stateOf(
  { origin, tag }: Omit<PlannedVersion, 'state'>,
  repository: Repository,
  listed: Digest | undefined,
  options: Abortable,
): Promise<VersionState> {
  try {
    const { existing, isSame } =
      origin.kind === 'artifact' && !origin.indexed
        ? await compareManifests(origin, repository, tag, listed, options)
        : await compareArchives(origin, repository, tag, options);
    if (isSame) return { is: 'same', existing };
    const reason = await repository.immutable?.(tag, options);
    return reason === undefined
      ? { is: 'differs', existing }
      : { is: 'immutable', existing, reason };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    return { is: 'unknown', error };
  }
}

interface Comparison {
  readonly existing: Digest;
  readonly isSame: boolean;
}

async function compareManifests(
  { repository, reference, digest }: Extract<VersionOrigin, { kind: 'artifact' }>,
  target: Repository,
  tag: string,
  listed: Digest | undefined,
  options: Abortable,
): Promise<Comparison> {
  const [wanted, existing] = await Promise.all([
    digest ?? repository.resolve(reference, options).then((found) => found.digest),
    listed ?? target.resolve(tag, options).then((found) => found.digest),
  ]);
  return { existing, isSame: wanted === existing };
}

/** Who pushed the archive may have said other things about it, such as when; it is the same chart. */
async function compareArchives(
  origin: VersionOrigin,
  target: Repository,
  tag: string,
  options: Abortable,
): Promise<Comparison> {
  const content = await target.manifest(tag, options);
  const existing = content.descriptor.digest;
  try {
    const { layers } = parseManifest(await chartManifestIn(target, tag, content, options));
    const layer = layers.find(({ mediaType }) => isChartLayer(mediaType));
    return { existing, isSame: layer?.digest === (await archiveDigest(origin, options)) };
  } catch (error) {
    if (hasCode(error, 'artifact.')) return { existing, isSame: false };
    throw error;
  }
}

/** What the index says, or else what the archive has when it is read, which is the only way to know. */
function archiveDigest(origin: VersionOrigin, options: Abortable): Promise<string> {
  const written = origin.kind === 'archive' ? origin.digest : origin.indexed?.archive;
  const digest = written === undefined ? '' : withAlgorithm(written).toLowerCase();
  return digest.startsWith('sha256:') ? Promise.resolve(digest) : digestOfArchive(origin, options);
}
