import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import { versionOfTag } from '../../chart/tag';
import { parseVersion } from '../../chart/version';
import type { Registry, Repository, VersionEntry } from '../../registries/registry';
import { chartManifestIn } from '../chartArtifact';
import { helmConfig } from '../helmMediaType';
import { publishTarget } from '../publishTarget';
import type { MirrorPlaces, SourceVersion } from './origin';
import type { ChartSource } from './sourceCharts';

/** Charts below a parent in a registry, or the one chart of a repository. */
export function registrySource(url: string, places: MirrorPlaces): ChartSource {
  const { registry: host, repository: path, form } = publishTarget(url, '');
  const registry = places.registry(host);
  const parent = form === 'parent' ? path : path.slice(0, path.lastIndexOf('/') + 1);
  return {
    names: (options) => namesBelow(registry, parent, options),
    versions: async (name, found, options) => {
      const repository = registry.repository(`${parent}${name}`);
      const versions = await versionsIn(repository, options);
      const [newest] = versions;
      if (found && newest && !(await isChart(repository, newest, options))) return [];
      return versions;
    },
  };
}

async function namesBelow(
  registry: Registry,
  parent: string,
  options: Abortable,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { items } of registry.repositories(options)) {
    for (const { name } of items) {
      if (name.startsWith(parent) && name !== parent) names.push(name.slice(parent.length));
    }
  }
  return names;
}

async function versionsIn(
  repository: Repository,
  options: Abortable,
): Promise<readonly SourceVersion[]> {
  const found: SourceVersion[] = [];
  try {
    for await (const { items } of repository.versions(options)) {
      found.push(...items.filter(mayBeChart).map((entry) => versionOf(entry, repository)));
    }
  } catch (error) {
    if (!hasCode(error, 'oci.not-found')) throw error;
  }
  return found;
}

function mayBeChart({ tag, artifactType }: VersionEntry): boolean {
  if (artifactType !== undefined && artifactType !== helmConfig) return false;
  return parseVersion(versionOfTag(tag)) !== undefined;
}

function versionOf({ tag, digest }: VersionEntry, repository: Repository): SourceVersion {
  return {
    version: versionOfTag(tag),
    origin: { kind: 'artifact', repository, reference: tag, digest, indexed: undefined },
  };
}

/** Repositories of images are beside those of charts, and their tags look like versions too. */
async function isChart(
  repository: Repository,
  { origin }: SourceVersion,
  options: Abortable,
): Promise<boolean> {
  if (origin.kind !== 'artifact') return true;
  try {
    const content = await repository.manifest(origin.reference, options);
    await chartManifestIn(repository, origin.reference, content, options);
    return true;
  } catch (error) {
    if (hasCode(error, 'artifact.not-a-chart')) return false;
    throw error;
  }
}
