import { ChartroomError, hasCode, type Facts } from '../base/error';
import { tagOfVersion } from '../chart/tag';
import { parseReference } from '../oci/reference';

/** Where a chart goes when it is pushed. */
export interface PublishTarget {
  /** As configured, such as `oci://host/charts/`. */
  readonly configured: string;
  /** Whether that is the parent of repositories named as their charts (Helm's rule) or one repository. */
  readonly form: 'parent' | 'repository';
  /** `host[:port]` */
  readonly registry: string;
  /** Without the host. Not checked: the name of a chart can be one that no repository can have. */
  readonly repository: string;
}

/** Stands where the name of a chart comes, so that what is before it can be checked as part of a reference. */
const anyName = 'x';

/**
 * Reads a value of `chartroom.publish.repository`. `oci://host` and what ends in `/` is a parent, to which the
 * chart's name is added as `helm push` does (pkg/pusher/ocipusher.go); anything else is one repository.
 *
 * @throws ChartroomError `publish.target-invalid`
 */
export function publishTarget(value: string, chartName: string): PublishTarget {
  const configured = value.trim();
  if (!configured.startsWith('oci://')) {
    throw invalid(
      '"{value}" is no place to publish to: it has to begin with oci://, as oci://registry.example/charts/',
      { value: configured },
    );
  }
  const location = configured.slice('oci://'.length);
  const form = location.endsWith('/') || !location.includes('/') ? 'parent' : 'repository';
  const path = form === 'parent' ? `${location.replace(/\/$/, '')}/${anyName}` : location;
  const { registry, repository, tag, digest } = inSetting(configured, () => parseReference(path));
  if (tag !== undefined || digest !== undefined) {
    throw invalid(
      '"{value}" names one version: a place to publish to has neither a tag nor a digest, which come from the chart',
      { value: configured },
    );
  }
  return {
    ...{ configured, form, registry },
    repository:
      form === 'parent' ? `${repository.slice(0, -anyName.length)}${chartName}` : repository,
  };
}

/** `host/repository:tag`, as a push of this version would have it. */
export function publishReference(target: PublishTarget, version: string): string {
  return `${target.registry}/${target.repository}:${tagOfVersion(version)}`;
}

/** How the setting says that a chart goes to this repository: as a parent where the name allows it. */
export function publishValue(registry: string, repository: string, chartName: string): string {
  const isOwn = repository === chartName || repository.endsWith(`/${chartName}`);
  const path = isOwn ? repository.slice(0, -chartName.length) : repository;
  return `oci://${registry}/${path}`;
}

function inSetting<T>(value: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!hasCode(error, 'oci.reference-invalid')) throw error;
    throw invalid(
      '"{value}" is no place to publish to: {reason}',
      { value, reason: error.message },
      error,
    );
  }
}

function invalid(template: string, facts: Facts, cause?: unknown): ChartroomError {
  return new ChartroomError({
    code: 'publish.target-invalid',
    ...{ template, facts, cause },
    remedy: { kind: 'open-setting', setting: 'chartroom.publish.repository' },
  });
}
