import type { CreationSettings } from '../../registries/registry';

/** What is to be mirrored, and how: a mirror file with everything it leaves open filled in. */
export interface Mirror {
  readonly sources: readonly MirrorSource[];
  readonly onConflict: ConflictPolicy;
  /** How missing repositories are made; `true` as the host does best, `false` not at all. */
  readonly create: boolean | CreationSettings;
  /** Whether signatures and whatever else hangs on a version of a registry come along. */
  readonly attachments: boolean;
  /** Whether the `.prov` beside an archive comes along. That of a version of a registry is part of it. */
  readonly provenance: boolean;
}

/** What is done about a version that the target has with other content. */
export type ConflictPolicy = 'skip' | 'replace' | 'fail';

export interface MirrorSource {
  /** `https://…` of a chart repository, `oci://host/parent/`, or `oci://host/repository`. */
  readonly url: string;
  readonly charts: readonly ChartSelection[];
}

export interface ChartSelection {
  /** A name, a glob of names, or `everyChart`. Below the parent of a registry also a path. */
  readonly name: string;
  readonly versions: VersionSelection;
  /** `oci://host/parent/`, to which the name is added, or `oci://host/repository`. */
  readonly target: string;
  /** Between the parent and the name, as it is: `upstream/` or `upstream-`. */
  readonly prefix: string;
}

/** Which versions of a chart: those listed, or those that satisfy the constraint; of them the newest. */
export interface VersionSelection {
  readonly listed?: readonly string[];
  readonly constraint?: string;
  readonly newest?: number;
  /** Pre-releases count too. Those that are listed do anyway. */
  readonly prereleases: boolean;
}

/** The name that stands for all charts of a source, at whatever depth. */
export const everyChart = '**';

/** Whether a name is a glob, which may well match nothing. */
export function isGlob(name: string): boolean {
  return /[*?[\\]/.test(name);
}
