import { join } from 'node:path';
import type { Abortable } from '../base/abort';
import { ChartroomError } from '../base/error';
import { readChartMetadata } from './archive/read';
import { definitionFile, metadataOf } from './definition';
import type { ChartFile } from './folder';
import type { Metadata } from './metadata';

/**
 * The metadata that a chart's files define.
 *
 * @param directory the chart folder, for offers to open a file of it
 * @throws ChartroomError as `metadataOf`
 */
export async function loadMetadata(
  directory: string,
  files: readonly ChartFile[],
  options: Abortable = {},
): Promise<Metadata> {
  const definition = new Map<string, Uint8Array>();
  for (const file of files) {
    if (definitionFile(file.path)) definition.set(file.path, await file.read(options));
  }
  return metadataOf(definition, directory);
}

/**
 * The metadata of the charts in `charts/`, folders and `.tgz` alike, in the order of their names.
 * As in Helm (`pkg/chart/v2/loader/load.go`, LoadFiles): entries that begin with `_` or `.` and
 * provenance files do not count, and whatever else is there has to be a chart.
 *
 * @param directory the chart folder, for offers to open a file of it
 * @throws ChartroomError `chart.subchart-invalid`
 */
export async function loadSubcharts(
  directory: string,
  files: readonly ChartFile[],
  options: Abortable = {},
): Promise<readonly Metadata[]> {
  const loaded: Metadata[] = [];
  for (const [name, members] of grouped(files)) {
    try {
      const load = name.endsWith('.tgz') ? loadArchive : loadFolder;
      loaded.push(await load(join(directory, 'charts', name), members, options));
    } catch (error) {
      throw error instanceof ChartroomError ? invalid(name, error) : error;
    }
  }
  return loaded;
}

/** The files below `charts/` by the first segment of their path there, with paths relative to that. */
function grouped(files: readonly ChartFile[]): ReadonlyMap<string, readonly ChartFile[]> {
  const groups = new Map<string, ChartFile[]>();
  for (const file of files) {
    const [folder, name, ...rest] = file.path.split('/');
    if (folder !== 'charts' || name === undefined) continue;
    if (/^[_.]/.test(name) || file.path.endsWith('.prov')) continue;
    const members = groups.get(name) ?? [];
    members.push({ ...file, path: rest.join('/') });
    groups.set(name, members);
  }
  return groups;
}

async function loadArchive(
  location: string,
  members: readonly ChartFile[],
  options: Abortable,
): Promise<Metadata> {
  const [archive] = members;
  if (archive?.path !== '') {
    throw new ChartroomError({
      code: 'chart.archive-invalid',
      template: '{location} is a folder although its name is that of an archive',
      facts: { location },
    });
  }
  return readChartMetadata(contentOf(archive, options), options);
}

async function* contentOf(file: ChartFile, options: Abortable): AsyncGenerator<Uint8Array> {
  yield await file.read(options);
}

async function loadFolder(
  location: string,
  members: readonly ChartFile[],
  options: Abortable,
): Promise<Metadata> {
  const metadata = await loadMetadata(location, members, options);
  await loadSubcharts(location, members, options);
  return metadata;
}

function invalid(name: string, cause: ChartroomError): ChartroomError {
  return new ChartroomError({
    code: 'chart.subchart-invalid',
    template: 'The sub-chart charts/{subchart} cannot be loaded: {reason}',
    facts: { subchart: name, reason: cause.message },
    ...(cause.remedy && { remedy: cause.remedy }),
    cause,
  });
}
