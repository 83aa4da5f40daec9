import { ChartroomError } from '../base/error';
import { goJson, type GoValue } from '../base/goJson';
import type { GoYaml } from './goYaml';
import { goYamlOfJson } from './goYamlOfJson';
import type { Dependency, Maintainer, Metadata } from './metadata';
import { readMetadata } from './metadataFields';

type Fields = readonly (readonly [string, GoValue | undefined])[];

/**
 * The OCI config blob of a chart, to the byte as Helm writes it from the same metadata: Go JSON of
 * the `Metadata` struct (pkg/chart/v2/metadata.go), fields in its order, empty ones left out.
 */
export function configJson(metadata: Metadata): string {
  return goJson(
    withoutEmpty([
      ['name', metadata.name],
      ['home', metadata.home],
      ['sources', metadata.sources],
      ['version', metadata.version],
      ['description', metadata.description],
      ['keywords', metadata.keywords],
      ['maintainers', metadata.maintainers?.map(maintainerJson)],
      ['icon', metadata.icon],
      ['apiVersion', metadata.apiVersion],
      ['condition', metadata.condition],
      ['tags', metadata.tags],
      ['appVersion', metadata.appVersion],
      ['deprecated', metadata.deprecated],
      ['annotations', metadata.annotations],
      ['kubeVersion', metadata.kubeVersion],
      ['dependencies', metadata.dependencies?.map(dependencyJson)],
      ['type', metadata.type],
    ]),
  );
}

/** A dependency as Helm's Go struct, for `goJson`: the name and the repository are written even when empty. */
export function dependencyJson(dependency: Dependency): GoValue {
  return new Map<string, GoValue>([
    ['name', dependency.name],
    ...withoutEmpty([['version', dependency.version]]),
    ['repository', dependency.repository],
    ...withoutEmpty([
      ['condition', dependency.condition],
      ['tags', dependency.tags],
      ['enabled', dependency.enabled],
      ['import-values', dependency.importValues],
      ['alias', dependency.alias],
    ]),
  ]);
}

/**
 * Reads a config blob from a registry. Tools other than Helm write them too, so a field of the wrong
 * shape counts as absent.
 *
 * @throws ChartroomError `chart.config-invalid` when it is not a JSON object.
 */
export function parseConfig(text: string): Metadata {
  const document = jsonDocument(text);
  const { maintainers, dependencies, ...rest } = readMetadata(document, () => undefined);
  return {
    ...rest,
    ...(maintainers && { maintainers: maintainers.filter((item) => item !== null) }),
    ...(dependencies && { dependencies: dependencies.filter((item) => item !== null) }),
  };
}

function maintainerJson(maintainer: Maintainer): GoValue {
  return withoutEmpty([
    ['name', maintainer.name],
    ['email', maintainer.email],
    ['url', maintainer.url],
  ]);
}

/** Go's `omitempty`. */
function withoutEmpty(fields: Fields): ReadonlyMap<string, GoValue> {
  const kept = new Map<string, GoValue>();
  for (const [name, value] of fields) {
    if (value !== undefined && !isEmpty(value)) kept.set(name, value);
  }
  return kept;
}

function isEmpty(value: GoValue): boolean {
  if (value === '' || value === false || value === null) return true;
  return typeof value === 'object' && !(value instanceof Map) && Object.keys(value).length === 0;
}

function jsonDocument(text: string): GoYaml {
  const document = goYamlOfJson(parseJson(text));
  if (document.kind === 'map') return document;
  throw invalid('it is not a JSON object');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('it is not JSON', cause);
  }
}

function invalid(reason: string, cause?: unknown): ChartroomError {
  return new ChartroomError({
    code: 'chart.config-invalid',
    template: 'The chart config cannot be read: {reason}',
    facts: { reason },
    cause,
  });
}
