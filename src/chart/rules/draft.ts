import type { Facts } from '../../base/error';
import type { Fix } from './finding';
import type { RuleName } from './rules';
import type { SourceText, Span } from './sourceText';

/** A finding as a rule makes it; how severe it is, is for others to say. */
export interface Draft extends Spot {
  readonly rule: RuleName;
  readonly template: string;
  readonly facts?: Facts;
  readonly related?: readonly (Spot & { readonly template: string; readonly facts?: Facts })[];
  /** The best first; what cannot be done is undefined. */
  readonly fixes?: readonly (Fix | undefined)[];
}

/** A place in a file of the chart. */
export interface Spot {
  readonly in: SourceText;
  readonly at: Span;
}
