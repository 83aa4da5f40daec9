/** What an error is about: plain values that fill the placeholders of its template. */
export type Facts = Readonly<Record<string, string | number>>;

/**
 * What a person can do about an error. The surface that shows the error turns it into a button or
 * a hint; the core only names it.
 */
export type Remedy =
  | { readonly kind: 'sign-in'; readonly host: string }
  /** To a repository of charts with an index.yaml. */
  | { readonly kind: 'sign-in-chart-repository'; readonly url: string }
  /** `chart` is the folder of the chart. */
  | { readonly kind: 'update-dependencies'; readonly chart: string }
  | {
      readonly kind: 'open-file';
      readonly path: string;
      readonly line?: number;
      readonly column?: number;
    }
  | { readonly kind: 'choose-version'; readonly repository: string }
  | { readonly kind: 'open-setting'; readonly setting: string }
  /** To say where charts are published. */
  | { readonly kind: 'choose-publish-target' }
  | { readonly kind: 'free-space'; readonly path: string }
  /** A command for a terminal, for example `aws sso login --profile dev`. */
  | { readonly kind: 'run-in-terminal'; readonly command: string }
  /** A text to show and copy, for example the smallest policy that would do. */
  | {
      readonly kind: 'show-text';
      readonly title: string;
      readonly language: string;
      readonly text: string;
    }
  | { readonly kind: 'create-repository'; readonly registry: string; readonly repository: string }
  /** `chart` is the folder of the chart, where it is known. */
  | { readonly kind: 'bump-version'; readonly chart?: string }
  /** `version` is a tag or digest. */
  | {
      readonly kind: 'unlock-version';
      readonly registry: string;
      readonly repository: string;
      readonly version: string;
    }
  | { readonly kind: 'show-log' };

export interface ErrorDetails {
  /** Dotted and stable, `area.reason`, for example `oci.reference-invalid`. Tests and callers compare this, never words. */
  readonly code: string;
  /** One English sentence without a final full stop, with `{fact}` placeholders. It is also the key for translations. */
  readonly template: string;
  readonly facts?: Facts;
  readonly remedy?: Remedy;
  readonly cause?: unknown;
}

/** The one error class of the project. `message` is the template with its facts filled in. */
export class ChartroomError extends Error {
  readonly code: string;
  readonly template: string;
  readonly facts: Facts;
  readonly remedy: Remedy | undefined;

  constructor(details: ErrorDetails) {
    super(fill(details.template, details.facts ?? {}), { cause: details.cause });
    this.name = 'ChartroomError';
    this.code = details.code;
    this.template = details.template;
    this.facts = details.facts ?? {};
    this.remedy = details.remedy;
  }
}

/** True when the error is ours and carries this code, or one of its area when the code ends in `.`. */
export function hasCode(error: unknown, code: string): error is ChartroomError {
  if (!(error instanceof ChartroomError)) return false;
  return code.endsWith('.') ? error.code.startsWith(code) : error.code === code;
}

/** The template with its facts in place of the placeholders. */
export function fill(template: string, facts: Facts): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in facts ? String(facts[name]) : whole,
  );
}
