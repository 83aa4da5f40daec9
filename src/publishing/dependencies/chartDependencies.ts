import { join } from 'node:path';
import type { Abortable } from '../../base/abort';
import { ChartroomError, type ErrorDetails } from '../../base/error';
import { locateField } from '../../chart/locateField';
import { parseLock, type Lock } from '../../chart/lockFile';
import type { Dependency, Metadata } from '../../chart/metadata';
import { offeringToOpen } from '../../chart/openFile';
import { readDefinition, readIfThere } from '../../chart/readDefinition';
import { textOf } from '../../chart/text';

/** What a chart folder says of its dependencies. */
export interface ChartDependencies {
  readonly directory: string;
  readonly metadata: Metadata;
  readonly dependencies: readonly Dependency[];
  /** The file that names them, and its text. */
  readonly definition: { readonly path: string; readonly text: string };
  readonly lock: Lock | undefined;
  /** Name of the lock that Helm writes for this chart. */
  readonly lockName: 'Chart.lock' | 'requirements.lock';
}

/** @throws ChartroomError `chart.missing`, `chart.yaml-invalid`, `chart.metadata-invalid`, `chart.unreadable` */
export async function readChartDependencies(
  directory: string,
  options: Abortable = {},
): Promise<ChartDependencies> {
  const { metadata, texts } = await readDefinition(directory, options);
  const { dependencies = [] } = metadata;
  const isV1 = metadata.apiVersion === 'v1';
  const name = texts.has('requirements.yaml') ? 'requirements.yaml' : 'Chart.yaml';
  const text = textOf(texts.get(name) ?? new Uint8Array());
  return {
    directory,
    metadata,
    dependencies,
    definition: { path: join(directory, name), text },
    lock: await readLock(directory, options),
    lockName: isV1 ? 'requirements.lock' : 'Chart.lock',
  };
}

/** Of both names, the older goes before: Helm's loader reads it last (pkg/chart/v2/loader/load.go). */
async function readLock(directory: string, options: Abortable): Promise<Lock | undefined> {
  for (const name of ['requirements.lock', 'Chart.lock']) {
    const path = join(directory, name);
    const content = await readIfThere(path, options);
    if (!content) continue;
    const text = textOf(content);
    return offeringToOpen({ text, path }, () => parseLock(text, name));
  }
  return undefined;
}

/** An error about one dependency, with the offer to open it where it is written. */
export function errorAt(
  { dependencies, definition }: ChartDependencies,
  dependency: Dependency,
  field: 'name' | 'version' | 'repository',
  details: ErrorDetails,
): ChartroomError {
  const path = `dependencies[${dependencies.indexOf(dependency)}].${field}`;
  const position = locateField(definition.text, path);
  const remedy = { kind: 'open-file' as const, path: definition.path, ...position };
  return new ChartroomError({ remedy, ...details });
}

/** The same for an error that came without an offer of its own. */
export async function placingErrors<T>(
  chart: ChartDependencies,
  dependency: Dependency,
  field: 'name' | 'version' | 'repository',
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ChartroomError) || error.remedy) throw error;
    const { code, template, facts } = error;
    throw errorAt(chart, dependency, field, { code, template, facts, cause: error });
  }
}
