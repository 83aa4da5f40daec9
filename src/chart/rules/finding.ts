import type { Facts } from '../../base/error';

/** Zero-based, characters in UTF-16 units: as editors count. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

export interface TextRange {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

export type Severity = 'info' | 'warning' | 'error';

/** One thing wrong with a chart, on the node it is about. */
export interface Finding {
  /** Name of the rule: stable, kebab-case, the heading of its part in docs/rules.md and its key in settings. */
  readonly rule: string;
  readonly severity: Severity;
  /** Path from the chart's folder with forward slashes, such as `Chart.yaml`. */
  readonly file: string;
  readonly range: TextRange;
  /** One English sentence without a final full stop, with `{fact}` placeholders; the key of its translation. */
  readonly template: string;
  readonly facts: Facts;
  readonly related: readonly RelatedPlace[];
  /** The best first. */
  readonly fixes: readonly Fix[];
}

export interface RelatedPlace {
  readonly file: string;
  readonly range: TextRange;
  readonly template: string;
  readonly facts: Facts;
}

/** A way to take a finding away. */
export interface Fix {
  /** Imperative, with `{fact}` placeholders; the key of its translation. */
  readonly title: string;
  readonly facts: Facts;
  readonly edits: readonly FileEdit[];
  /** What text edits cannot do; done after the edits. */
  readonly action?: FixAction;
  /** True where it changes nothing but what the finding is about, so that it can be applied to all at once. */
  readonly isSafe: boolean;
}

/** A piece of a file, in UTF-16 units, and what takes its place. A file that is not there is made from `text` alone. */
export interface FileEdit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export type FixAction =
  /** The folder of the chart gets this name. */
  | { readonly kind: 'rename-folder'; readonly name: string }
  | { readonly kind: 'delete-files'; readonly files: readonly string[] }
  /** The place where the chart is published becomes this, such as `oci://host/charts/app`; without one, it is asked for. */
  | { readonly kind: 'publish-to'; readonly repository?: string }
  | { readonly kind: 'create-repository'; readonly registry: string; readonly repository: string }
  | { readonly kind: 'update-dependencies' }
  | { readonly kind: 'build-dependencies' };
