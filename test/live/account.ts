import type { Registry } from '../../src/registries/registry';

/** A registry of a real account. */
export interface LiveAccount {
  readonly registry: Registry;
  /** Who is signed in. */
  readonly who: string;
  /** The repository of the flow is made below it. */
  readonly prefix: string;
}
