import { ChartroomError, type Facts } from '../base/error';
import type { Dependency, Metadata, UncheckedMetadata } from './metadata';
import { parseVersion } from './version';

/**
 * Checks what Helm's `Validate` checks of sanitised metadata, in its order and its words
 * (pkg/chart/v2/metadata.go and dependency.go).
 *
 * @throws ChartroomError `chart.metadata-invalid` with the fact field: its path in the YAML, such as
 * `dependencies[1].alias`.
 */
export function validateMetadata(metadata: UncheckedMetadata): asserts metadata is Metadata {
  const { name, version, type } = metadata;
  if (!metadata.apiVersion) throw invalid('apiVersion', 'chart.metadata.apiVersion is required');
  if (name === '') throw invalid('name', 'chart.metadata.name is required');
  if (name === '.' || name === '..') {
    throw invalid('name', 'chart.metadata.name "{name}" is not allowed', { name });
  }
  // Helm refuses the separators of the machine it runs on; a chart must be good on all of them.
  if (/[/\\]/.test(name))
    throw invalid('name', 'chart.metadata.name "{name}" is invalid', { name });
  if (version === '') throw invalid('version', 'chart.metadata.version is required');
  if (!parseVersion(version)) {
    throw invalid('version', 'chart.metadata.version "{version}" is invalid', { version });
  }
  if (type !== undefined && !['', 'application', 'library'].includes(type)) {
    throw invalid('type', 'chart.metadata.type must be application or library');
  }
  validateMaintainers(metadata.maintainers ?? []);
  validateDependencies(metadata.dependencies ?? []);
}

function validateMaintainers(maintainers: NonNullable<UncheckedMetadata['maintainers']>): void {
  const index = maintainers.indexOf(null);
  if (index < 0) return;
  throw invalid(`maintainers[${index}]`, 'maintainers must not contain empty or null nodes');
}

function validateDependencies(dependencies: NonNullable<UncheckedMetadata['dependencies']>): void {
  const keys = new Set<string>();
  for (const [index, dependency] of dependencies.entries()) {
    const field = `dependencies[${index}]`;
    if (dependency === null) {
      throw invalid(field, 'dependencies must not contain empty or null nodes');
    }
    validateAlias(dependency, field);
    const key = dependency.alias ?? dependency.name;
    if (keys.has(key)) {
      throw invalid(
        `${field}.${dependency.alias === undefined ? 'name' : 'alias'}`,
        'more than one dependency with name or alias "{key}"',
        { key },
      );
    }
    keys.add(key);
  }
}

function validateAlias({ name, alias }: Dependency, field: string): void {
  if (alias === undefined || /^[a-zA-Z0-9_-]+$/.test(alias)) return;
  throw invalid(`${field}.alias`, 'dependency "{name}" has disallowed characters in the alias', {
    name,
  });
}

function invalid(field: string, template: string, facts: Facts = {}): ChartroomError {
  return new ChartroomError({
    code: 'chart.metadata-invalid',
    template,
    facts: { ...facts, field },
  });
}
