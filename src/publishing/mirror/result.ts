import type { Digest } from '../../oci/digest';
import type { LeftAttachment } from '../copyAttachments';
import type { PlannedVersion } from './plan';

/** What came of one version. */
export type MirrorResult = MirroredVersion | FailedVersion | CancelledVersion;

export interface MirroredVersion extends Sent {
  readonly version: PlannedVersion;
  /** `same`: it was there. `skipped`: other content is there, and stays as was asked for. */
  readonly outcome: 'copied' | 'replaced' | 'same' | 'skipped';
}

export interface FailedVersion {
  readonly version: PlannedVersion;
  readonly outcome: 'failed';
  readonly error: Error;
}

/** It was not begun, or ended before its tag. */
export interface CancelledVersion {
  readonly version: PlannedVersion;
  readonly outcome: 'cancelled';
}

/** What was sent for a version. */
export interface Sent {
  /** Of the manifest that the tag names now. */
  readonly digest: Digest;
  readonly copiedBytes: number;
  /** Whether a provenance came along. */
  readonly provenance: boolean;
  /** Signatures and the like that came along. */
  readonly attachments: number;
  /** Those that could not come along, and why. */
  readonly left: readonly LeftAttachment[];
}
