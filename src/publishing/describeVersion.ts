import type { Abortable } from '../base/abort';
import { ChartroomError, hasCode } from '../base/error';
import type { Metadata } from '../chart/metadata';
import type { Replica, Repository, VersionDescription } from '../registries/registry';
import { readChartArtifact } from './chartArtifact';

/** A version as its host describes it, and as what is stored proves it. */
export interface DescribedVersion {
  /** Undefined where the host says no more than its listing. */
  readonly description: VersionDescription | undefined;
  /** Undefined where the host makes no copies; an error where it does not say. */
  readonly replicas: readonly Replica[] | ChartroomError | undefined;
  readonly chart: ChartCheck;
}

/** Whether manifest and config are those of a Helm chart. */
export type ChartCheck =
  | { readonly is: 'chart'; readonly metadata: Metadata; readonly signed: boolean }
  | { readonly is: 'other'; readonly problem: ChartroomError };

/**
 * Asks the host everything it knows of a version, and reads its manifest and config to see whether it
 * really is a chart: a media type in a listing is only what somebody said.
 *
 * @throws ChartroomError `oci.not-found`, `oci.denied`
 */
export async function describeVersion(
  repository: Repository,
  version: string,
  options: Abortable = {},
): Promise<DescribedVersion> {
  const description = await repository.describe?.(version, options);
  const [replicas, chart] = await Promise.all([
    readReplicas(repository, version, options),
    // By digest, so that both speak of the same content though the tag is moved meanwhile.
    checkChart(repository, description?.digest ?? version, options),
  ]);
  return { description, replicas, chart };
}

/** What is known of the version is worth having without this. */
async function readReplicas(
  repository: Repository,
  version: string,
  options: Abortable,
): Promise<DescribedVersion['replicas']> {
  try {
    return await repository.replicas?.(version, options);
  } catch (error) {
    if (error instanceof ChartroomError) return error;
    throw error;
  }
}

async function checkChart(
  repository: Repository,
  version: string,
  options: Abortable,
): Promise<ChartCheck> {
  try {
    const { metadata, provenance } = await readChartArtifact(repository, version, options);
    return { is: 'chart', metadata, signed: provenance !== undefined };
  } catch (error) {
    if (isAboutContent(error)) return { is: 'other', problem: error };
    throw error;
  }
}

/** Failures that say what the content is, and not that it could not be had. */
function isAboutContent(error: unknown): error is ChartroomError {
  const codes = ['artifact.', 'chart.', 'oci.manifest-invalid', 'oci.manifest-too-large'];
  return codes.some((code) => hasCode(error, code));
}
