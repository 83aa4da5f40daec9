import { join } from 'node:path';
import { ChartroomError, hasCode } from '../base/error';
import { type Metadata, parseMetadata, type UncheckedMetadata } from './metadata';
import { offeringToOpen, type PlacedText } from './openFile';
import { parseRequirements } from './requirements';
import { sanitizeMetadata } from './sanitize';
import { textOf } from './text';
import { validateMetadata } from './validate';

/** The two files that a chart's metadata is made of, by their path in the chart. */
export type Definition = ReadonlyMap<string, Uint8Array>;

export function definitionFile(path: string): boolean {
  return path === 'Chart.yaml' || path === 'requirements.yaml';
}

/**
 * The metadata as Helm has it after loading (`pkg/chart/v2/loader/load.go`, LoadFiles): apiVersion
 * is v1 when absent, dependencies of requirements.yaml take the place of Chart.yaml's in charts of
 * either apiVersion, then it is sanitised and validated.
 *
 * @param directory where the files are, for offers to open one; an archive has no such place
 * @throws ChartroomError `chart.missing`, `chart.yaml-invalid`, `chart.metadata-invalid`
 */
export function metadataOf(definition: Definition, directory?: string): Metadata {
  const chart = placed(definition, 'Chart.yaml', directory);
  if (chart === undefined) {
    const template =
      directory === undefined
        ? 'There is no chart here: Chart.yaml file is missing'
        : 'There is no chart in {directory}: Chart.yaml file is missing';
    throw new ChartroomError({
      code: 'chart.missing',
      template,
      facts: directory === undefined ? {} : { directory },
    });
  }
  const own = offeringToOpen(chart, () => parseMetadata(chart.text));
  const requirements = placed(definition, 'requirements.yaml', directory);
  const required =
    requirements && offeringToOpen(requirements, () => parseRequirements(requirements.text));
  const metadata = sanitizeMetadata({
    ...own,
    apiVersion: own.apiVersion ?? 'v1',
    ...(required && { dependencies: required }),
  });
  return validated(metadata, chart, required && requirements);
}

function placed(
  definition: Definition,
  name: string,
  directory: string | undefined,
): PlacedText | undefined {
  const content = definition.get(name);
  if (content === undefined) return undefined;
  return { text: textOf(content), path: directory && join(directory, name) };
}

/** `requirements` is given when the dependencies are from there, and errors in them too. */
function validated(
  metadata: UncheckedMetadata,
  chart: PlacedText,
  requirements: PlacedText | undefined,
): Metadata {
  try {
    validateMetadata(metadata);
    return metadata;
  } catch (error) {
    const inDependencies =
      hasCode(error, 'chart.metadata-invalid') &&
      String(error.facts['field']).startsWith('dependencies');
    return offeringToOpen((inDependencies ? requirements : undefined) ?? chart, () => {
      throw error;
    });
  }
}
