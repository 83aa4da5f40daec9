import type { Abortable } from '../../base/abort';
import type { ChartFolder } from '../folder';
import { gzip } from './gzip';
import { endOfTar, tarFile } from './tarWrite';

export interface PackOptions extends Abortable {
  /** Time of every file in the archive, in whole seconds; 1980-01-01 when not given. */
  readonly modified?: Date | undefined;
}

/**
 * Not the clock and not the files' own times, which a git checkout changes: the same chart must
 * give the same digest everywhere. Not the epoch either, which some unpackers read as "no time".
 */
const fixedTime = new Date('1980-01-01T00:00:00Z');

/**
 * The bytes of the chart's `.tgz`: every file as the author wrote it, under `<chart name>/`, in the
 * folder's order. Unlike Helm, which rewrites Chart.yaml and shuffles sub-charts, equal files give
 * equal bytes on every machine. One file at a time is held in memory.
 *
 * @throws ChartroomError `chart.file-changed` when a file is not what it was when the folder was loaded
 */
export function packChart(
  folder: ChartFolder,
  options: PackOptions = {},
): AsyncIterable<Uint8Array> {
  return gzip(tar(folder, options), options);
}

async function* tar(folder: ChartFolder, options: PackOptions): AsyncGenerator<Uint8Array> {
  const modified = options.modified ?? fixedTime;
  for (const file of folder.files) {
    const content = await file.read({ signal: options.signal });
    yield* tarFile(`${folder.metadata.name}/${file.path}`, content, modified);
  }
  yield endOfTar;
}
