import type { Capability } from '../lazyRegistry';

/** What each Azure Container Registry can do. */
export const acrCapabilities: readonly Capability[] = [
  ...(['deleteRepository', 'portalUrl'] as const),
  ...(['immutable', 'describe', 'deleteVersion', 'untag', 'lock'] as const),
];
