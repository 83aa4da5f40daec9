import { basename, join } from 'node:path';
import type { Abortable } from '../../base/abort';
import { hasCode } from '../../base/error';
import { parseConstraint, satisfies, type Constraint } from '../../chart/constraint';
import { dependencyOrigin } from '../../chart/dependencyOrigin';
import type { Dependency } from '../../chart/metadata';
import { readDefinition } from '../../chart/readDefinition';
import { parseVersion } from '../../chart/version';
import { forEachParallel } from '../../oci/parallel';
import { errorAt, placingErrors, type ChartDependencies } from './chartDependencies';
import type { ChartSource } from './source';
import type { DependencySources } from './sources';

/** A dependency, and what it was resolved to. */
export interface Resolved {
  readonly dependency: Dependency;
  /** As the digest of the lock wants it: with the URL of an alias. */
  readonly required: Dependency;
  /** As the lock has it. */
  readonly locked: Dependency;
  /** Undefined for one that is in charts/ by itself. */
  readonly source: ChartSource | undefined;
}

/** Questions to sources at a time. */
const questionsAtOnce = 6;

/**
 * Finds the version of each dependency, the newest that its constraint allows (Helm, internal/resolver/resolver.go).
 * Unlike there, a registry without a matching version is noticed here.
 *
 * @throws ChartroomError `dependency.version-invalid`, `dependency.no-version`, `dependency.not-found`,
 *   `dependency.not-unpacked`, `dependency.alias-unknown`, `dependency.repository-invalid`, and those of the sources
 */
export async function resolveDependencies(
  chart: ChartDependencies,
  sources: DependencySources,
  { signal }: Abortable,
): Promise<readonly Resolved[]> {
  // Before anybody is asked.
  const constraints = new Map(chart.dependencies.map((item) => [item, constraintOf(chart, item)]));
  const resolved = new Map<Dependency, Resolved>();
  await forEachParallel([...constraints], questionsAtOnce, signal, async ([item, wanted], stop) => {
    const resolve = dependencyOrigin(item).kind === 'vendored' ? inPlace : fromSource;
    const found = await placingErrors(chart, item, 'repository', () =>
      resolve(chart, item, wanted, sources, { signal: stop }),
    );
    resolved.set(item, found);
  });
  return chart.dependencies.flatMap((item) => resolved.get(item) ?? []);
}

async function fromSource(
  chart: ChartDependencies,
  dependency: Dependency,
  constraint: Constraint,
  sources: DependencySources,
  options: Abortable,
): Promise<Resolved> {
  const source = await sources.of(dependency, { ...options, chart: chart.directory });
  const version = await versionFrom(chart, dependency, constraint, source, options);
  const { name } = dependency;
  const { repository } = source;
  return {
    dependency,
    required: { ...dependency, repository },
    locked: { name, repository, version },
    source,
  };
}

async function versionFrom(
  chart: ChartDependencies,
  dependency: Dependency,
  constraint: Constraint,
  source: ChartSource,
  options: Abortable,
): Promise<string> {
  const exact = source.exactly?.(dependency.version ?? '');
  if (exact !== undefined) return exact;
  const published = await source.versions({ ...options, refresh: true });
  const found = published.find((candidate) => matches(candidate.version, constraint));
  if (found) return found.version;
  throw errorAt(chart, dependency, 'version', {
    code: 'dependency.no-version',
    template:
      published.length === 0
        ? 'No version of "{name}" in {location} satisfies {constraint}: it has none'
        : 'No version of "{name}" in {location} satisfies {constraint}; the newest are {newest}',
    facts: {
      name: dependency.name,
      location: source.location,
      constraint: dependency.version ?? '',
      newest: published
        .slice(0, 3)
        .map(({ version }) => version)
        .join(', '),
    },
  });
}

/** A folder in charts/ that somebody put there: its version has to fit, and the lock gets the constraint, as in Helm. */
async function inPlace(
  chart: ChartDependencies,
  dependency: Dependency,
  constraint: Constraint,
  _: DependencySources,
  options: Abortable,
): Promise<Resolved> {
  const { name, version = '' } = dependency;
  await checkInPlace(chart, dependency, constraint, options);
  const locked = { name, repository: '', version };
  return { dependency, required: dependency, locked, source: undefined };
}

/** @throws ChartroomError `dependency.not-unpacked`, `dependency.no-version` */
export async function checkInPlace(
  chart: ChartDependencies,
  dependency: Dependency,
  constraint: Constraint,
  options: Abortable,
): Promise<void> {
  const { name } = dependency;
  const directory = join(chart.directory, 'charts', basename(name));
  const actual = await readDefinition(directory, options).catch((error: unknown) => {
    if (!hasCode(error, 'chart.missing')) throw error;
    throw errorAt(chart, dependency, 'repository', {
      code: 'dependency.not-unpacked',
      template:
        'The dependency "{name}" names no repository, so it has to be a folder of charts/, and charts/{name} is not there',
      facts: { name },
      cause: error,
    });
  });
  const { version } = actual.metadata;
  if (matches(version, constraint)) return;
  throw errorAt(chart, dependency, 'version', {
    code: 'dependency.no-version',
    template:
      'The dependency "{name}" is in charts/{name} with version {version}, which does not satisfy {constraint}',
    facts: { name, version, constraint: dependency.version ?? '' },
  });
}

/** True when Helm would take the version; one that is none never matches. */
export function matches(version: string, constraint: Constraint): boolean {
  const parsed = parseVersion(version);
  return parsed !== undefined && satisfies(constraint, parsed);
}

function constraintOf(chart: ChartDependencies, dependency: Dependency): Constraint {
  const { name, version = '' } = dependency;
  try {
    return parseConstraint(version);
  } catch (error) {
    if (!hasCode(error, 'chart.constraint-invalid')) throw error;
    throw errorAt(chart, dependency, 'version', {
      code: 'dependency.version-invalid',
      template:
        version === ''
          ? 'The dependency "{name}" asks for no version; for any, write ">=0.0.0-0"'
          : 'The dependency "{name}" asks for version "{version}", which is not a constraint that Helm can read',
      facts: { name, version },
      cause: error,
    });
  }
}
