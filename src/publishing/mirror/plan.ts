import type { Digest } from '../../oci/digest';
import type { Mirror } from './mirror';
import type { SourceVersion } from './origin';
import type { MirrorTarget } from './target';

/** What would be done, found out without changing anything. */
export interface MirrorPlan {
  /** In the order of the sources and the names in them, the newest version of a chart first. */
  readonly versions: readonly PlannedVersion[];
  /** What could not be planned, each a failure of the mirror. */
  readonly problems: readonly MirrorProblem[];
}

/** One version of one chart. */
export interface PlannedVersion extends SourceVersion {
  /** Address of the source. */
  readonly source: string;
  readonly chart: string;
  readonly target: MirrorTarget;
  readonly tag: string;
  /** `host/repository:tag` of the target. */
  readonly reference: string;
  readonly state: VersionState;
}

/** What the target has of a version. */
export type VersionState =
  | { readonly is: 'new' }
  /** Nobody has made the repository, and a push does not. */
  | { readonly is: 'missing-repository' }
  | { readonly is: 'same'; readonly existing: Digest }
  | { readonly is: 'differs'; readonly existing: Digest }
  /** It differs, and the tag cannot be moved. */
  | { readonly is: 'immutable'; readonly existing: Digest; readonly reason: string }
  /** It could not be found out. */
  | { readonly is: 'unknown'; readonly error: Error };

export interface MirrorProblem {
  /** What it is about: a source, or a chart of it. */
  readonly label: string;
  readonly error: Error;
}

/** What a run does about a version. */
export type PlannedAction = 'copy' | 'replace' | 'nothing' | 'skip' | 'fail';

/** What a run will do about a version that has this state. */
export function actionFor(
  state: VersionState,
  { onConflict, create }: Pick<Mirror, 'onConflict' | 'create'>,
): PlannedAction {
  switch (state.is) {
    case 'new':
      return 'copy';
    case 'missing-repository':
      return create === false ? 'fail' : 'copy';
    case 'same':
      return 'nothing';
    case 'differs':
      return onConflict;
    case 'immutable':
      return onConflict === 'skip' ? 'skip' : 'fail';
    case 'unknown':
      return 'fail';
  }
}
