/** What is known of a chart beside the texts it is made of. What is not known is left out, and no rule guesses it. */
export interface ChartFacts {
  /** Name of the chart's folder, without its path. */
  readonly folder: string;
  /** Paths of the files of the chart from its folder, with forward slashes, ignored ones as well. */
  readonly files?: readonly string[];
  readonly publish?: PublishFacts;
  /** By `name` and `repository` of the dependency as they are written: see `dependencyKey`. */
  readonly dependencies?: ReadonlyMap<string, DependencyFacts>;
}

/** Where the chart is to be published, and what is there. */
export interface PublishFacts {
  /** As configured, such as `oci://host/charts`. */
  readonly configured: string;
  /**
   * Whether `configured` is the parent of repositories named as their charts (Helm's rule) or one repository.
   */
  readonly form: 'parent' | 'repository';
  readonly registry: string;
  /** Repository the chart goes to, without its host. */
  readonly repository: string;
  /** False where the registry was asked and has none; undefined where it is not known. */
  readonly repositoryExists?: boolean;
  /** True where a repository can be, and has to be, created before a push. */
  readonly canCreate?: boolean;
  /** Tags there that are versions. */
  readonly versions?: readonly string[];
  /** What the tag of this version holds there, next to what a push would send. */
  readonly published?: 'same' | 'different';
  /** What was saved last under this name and version, next to what is in the folder. */
  readonly saved?: 'same' | 'different';
}

/** What is known of a dependency's repository. */
export interface DependencyFacts {
  /** Every published version, as Helm would read it. */
  readonly versions: readonly string[];
}

/** The key of a dependency in `ChartFacts.dependencies`. */
export function dependencyKey(name: string, repository: string): string {
  return `${repository}\n${name}`;
}
