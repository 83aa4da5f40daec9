import { ChartroomError } from '../../base/error';
import { versionOfTag } from '../../chart/tag';
import { parseVersion } from '../../chart/version';
import type { Digest } from '../../oci/digest';

/** A published chart, or one that will be under this reference. */
export interface ChartReference {
  /** `host[:port]` */
  readonly registry: string;
  readonly repository: string;
  /** Absent where a digest alone is wanted. */
  readonly tag?: string;
  /** Where it is known. */
  readonly digest?: Digest;
  /** As its Chart.yaml has it, where that is known. */
  readonly chart?: string;
  /** Whether the registry is spoken to by http because its setting says so. */
  readonly plainHttp?: boolean;
}

/** `host/repository` */
export function locationOf({ registry, repository }: ChartReference): string {
  return `${registry}/${repository}`;
}

/** What the repository is called below its parent: Helm takes that for the chart's name. */
export function lastPartOf({ repository }: Pick<ChartReference, 'repository'>): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}

/** The repository without its last part, with the host; of one at the top the host alone. */
export function parentOf({ registry, repository }: ChartReference): string {
  const slash = repository.lastIndexOf('/');
  return slash < 0 ? registry : `${registry}/${repository.slice(0, slash)}`;
}

/** The version that the tag stands for; undefined for any other tag, such as `latest`. */
export function versionAt({ tag = '' }: ChartReference): string | undefined {
  const version = versionOfTag(tag);
  return parseVersion(version) ? version : undefined;
}

/**
 * For tools that find a chart by a version and nothing else.
 * @param tool as the sentence names it
 * @throws ChartroomError `generate.no-version`
 */
export function neededVersion(reference: ChartReference, tool: string): string {
  const version = versionAt(reference);
  if (version !== undefined) return version;
  throw new ChartroomError({
    code: 'generate.no-version',
    template: '{tool} finds a chart by its version, and {name} of {location} is none',
    facts: {
      tool,
      name: reference.tag ?? reference.digest ?? '',
      location: locationOf(reference),
    },
    remedy: { kind: 'choose-version', repository: locationOf(reference) },
  });
}
