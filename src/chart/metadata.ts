import type { JsonValue } from '../base/goJson';
import { parseGoYaml } from './goYaml';
import { readMetadata } from './metadataFields';
import { yamlInvalid } from './yamlInvalid';

/** What Chart.yaml says of a chart: `Metadata` in Helm's pkg/chart/v2/metadata.go. What is empty there is absent here, or empty too once sanitised. */
export interface Metadata {
  /** Empty when Chart.yaml has none; validation refuses that. */
  readonly name: string;
  readonly home?: string;
  readonly sources?: readonly string[];
  /** As written, not normalised; empty like `name`. */
  readonly version: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly maintainers?: readonly Maintainer[];
  readonly icon?: string;
  readonly apiVersion?: string;
  readonly condition?: string;
  readonly tags?: string;
  readonly appVersion?: string;
  readonly deprecated?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly kubeVersion?: string;
  readonly dependencies?: readonly Dependency[];
  readonly type?: string;
}

export interface Maintainer {
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
}

/** One entry of `dependencies`: `Dependency` in Helm's pkg/chart/v2/dependency.go. */
export interface Dependency {
  readonly name: string;
  /** A constraint. */
  readonly version?: string;
  /** Empty when the chart is expected under charts/. */
  readonly repository: string;
  readonly condition?: string;
  readonly tags?: readonly string[];
  readonly enabled?: boolean;
  /** `import-values`: names or child and parent pairs, but Helm carries any JSON. */
  readonly importValues?: readonly JsonValue[];
  readonly alias?: string;
}

/** Metadata as it was read. `validateMetadata` makes it Metadata; until then lists can have empty items. */
export interface UncheckedMetadata extends Omit<Metadata, 'maintainers' | 'dependencies'> {
  readonly maintainers?: readonly (Maintainer | null)[];
  readonly dependencies?: readonly (Dependency | null)[];
}

/**
 * Reads the text of a Chart.yaml as Helm does: YAML 1.1, keys in any case, unknown keys ignored,
 * numbers and booleans turned into texts where a text is wanted.
 *
 * @throws ChartroomError `chart.yaml-invalid` with the facts file, line, column and reason.
 */
export function parseMetadata(yaml: string): UncheckedMetadata {
  const file = 'Chart.yaml';
  return readMetadata(parseGoYaml(yaml, file), (node, reason) => {
    throw yamlInvalid(file, node.position, reason);
  });
}
