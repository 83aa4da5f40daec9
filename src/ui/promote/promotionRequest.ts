import { isObject } from '../../oci/json';
import type { Naming } from '../../publishing/promote/targetNames';

/** A row that is dragged, in words that get from one view to another. */
export type DraggedRow =
  | { readonly saved: string }
  | { readonly connectionId: string; readonly repository: string; readonly tag?: string };

/** Versions that were dropped somewhere: what the command asks otherwise is known. */
export interface PromotionRequest {
  readonly rows: readonly DraggedRow[];
  readonly connectionId: string;
  /** Undefined where it still has to be asked. */
  readonly naming: Naming | undefined;
}

export function isPromotionRequest(value: unknown): value is PromotionRequest {
  return isObject(value) && 'rows' in value && 'connectionId' in value;
}
