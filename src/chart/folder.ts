import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Abortable } from '../base/abort';
import { ChartroomError } from '../base/error';
import { systemErrorCode } from '../base/systemError';
import { checkDependencies } from './checkDependencies';
import { parseLongGoYaml } from './goYaml';
import { type IgnoreRules, parseIgnore } from './ignore';
import { listFiles } from './listFiles';
import type { Metadata } from './metadata';
import { offeringToOpen, offeringToOpenAfter } from './openFile';
import { readUnchanged } from './readUnchanged';
import { loadMetadata, loadSubcharts } from './subcharts';
import { textOf } from './text';
import { unreadable } from './unreadable';
import { parseSchema } from './valuesSchema';

export interface ChartFile {
  /** Relative to the chart folder, separated by `/`. */
  readonly path: string;
  /** In bytes, when the folder was loaded. */
  readonly size: number;
  /** Exactly `size` bytes. @throws ChartroomError `chart.file-changed`, `chart.unreadable` */
  read(options?: Abortable): Promise<Uint8Array>;
}

export interface ChartFolder {
  readonly directory: string;
  /** As Helm has it after loading: requirements merged, sanitised, validated. */
  readonly metadata: Metadata;
  /** What belongs to the chart, by path in code-unit order, which is the same everywhere. */
  readonly files: readonly ChartFile[];
}

export interface LoadOptions extends Abortable {
  /** Take a chart without all of its dependencies, as Helm does when it packs a dependency of `file://`. */
  readonly incomplete?: boolean | undefined;
}

/**
 * Loads a chart from a folder as `helm package` does, with its checks and in its order. File
 * contents are read when asked for, all but those that have to be checked.
 *
 * @throws ChartroomError `chart.missing`, `chart.ignore-invalid`, `chart.yaml-invalid`,
 *   `chart.metadata-invalid`, `chart.schema-invalid`, `chart.subchart-invalid`,
 *   `chart.dependency-missing`, `chart.file-too-large`, `chart.too-large`,
 *   `chart.file-name-refused` and those of `walkFolder`
 */
export async function loadChartFolder(
  directory: string,
  options: LoadOptions = {},
): Promise<ChartFolder> {
  await checkIsFolder(directory);
  const rules = await readIgnoreRules(directory, options);
  const files = await listFiles(directory, rules, options);
  await checkHasChart(directory, files, rules);
  const metadata = await loadMetadata(directory, files, options);
  await checkValues(directory, files, options);
  const subcharts = await loadSubcharts(directory, files, options);
  if (!options.incomplete) checkDependencies(metadata, subcharts, directory);
  return { directory, metadata, files };
}

/**
 * What of a folder would be packed, also where it is no chart that could be: of what the files say, .helmignore alone is looked at.
 *
 * @throws ChartroomError `chart.missing` where there is no folder, `chart.ignore-invalid`, `chart.file-too-large`, `chart.too-large`,
 *   `chart.file-name-refused` and those of `walkFolder`
 */
export async function listChartFiles(
  directory: string,
  options: Abortable = {},
): Promise<readonly ChartFile[]> {
  await checkIsFolder(directory);
  return listFiles(directory, await readIgnoreRules(directory, options), options);
}

async function checkIsFolder(directory: string): Promise<void> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(directory)).isDirectory();
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw unreadable(directory, error);
    throw missing('There is no chart in {directory}: there is no such folder', directory, error);
  }
  if (!isFolder) throw missing('There is no chart in {directory}: it is not a folder', directory);
}

/** Only the .helmignore at the root counts; without one nothing is ignored, not even `.git` (Helm, directory.go). */
async function readIgnoreRules(directory: string, options: Abortable): Promise<IgnoreRules> {
  const location = join(directory, '.helmignore');
  const size = await sizeOfFile(location);
  if (size === undefined) return parseIgnore('');
  const content = await readUnchanged({ path: '.helmignore', location, size }, options);
  const text = textOf(content);
  return offeringToOpen({ text, path: location }, () => parseIgnore(text));
}

async function checkHasChart(
  directory: string,
  files: readonly ChartFile[],
  rules: IgnoreRules,
): Promise<void> {
  if (files.some((file) => file.path === 'Chart.yaml')) return;
  const size = await sizeOfFile(join(directory, 'Chart.yaml'));
  if (size === undefined || !rules.ignores('Chart.yaml', false)) {
    throw missing('There is no chart in {directory}: Chart.yaml file is missing', directory);
  }
  throw new ChartroomError({
    code: 'chart.missing',
    template: 'There is no chart in {directory}: .helmignore leaves out Chart.yaml',
    facts: { directory },
    remedy: { kind: 'open-file', path: join(directory, '.helmignore') },
  });
}

/** Undefined when there is no file, which a link that leads nowhere is not either. */
async function sizeOfFile(location: string): Promise<number | undefined> {
  try {
    const stats = await stat(location);
    return stats.isFile() ? stats.size : undefined;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw unreadable(location, error);
  }
}

/** Helm loads no chart whose values are not YAML, and packs none whose schema is not JSON (save.go). */
async function checkValues(
  directory: string,
  files: readonly ChartFile[],
  options: Abortable,
): Promise<void> {
  for (const file of files) {
    const parse = parsers.get(file.path);
    if (!parse) continue;
    const text = textOf(await file.read(options));
    await offeringToOpenAfter({ text, path: join(directory, file.path) }, () => parse(text));
  }
}

const parsers = new Map<string, (text: string) => unknown>([
  ['values.schema.json', parseSchema],
  ['values.yaml', (text) => parseLongGoYaml(text, 'values.yaml')],
]);

function missing(template: string, directory: string, cause?: unknown): ChartroomError {
  return new ChartroomError({ code: 'chart.missing', template, facts: { directory }, cause });
}
