import type { Capability } from '../lazyRegistry';

/** What each private registry can do. */
export const ecrCapabilities: readonly Capability[] = [
  ...(['creation', 'deleteRepository', 'portalUrl'] as const),
  ...([
    'immutable',
    'describe',
    'deleteVersion',
    'untag',
    'deletesWithLastTag',
    'replicas',
  ] as const),
];

/** What an account can do with its part of ECR Public. */
export const ecrPublicCapabilities: readonly Capability[] = [
  ...(['creation', 'deleteRepository', 'portalUrl'] as const),
  ...(['deleteVersion', 'untag', 'deletesWithLastTag'] as const),
];
