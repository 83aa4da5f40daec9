import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { subchartOpener } from '../../chart/archive/readFiles';
import { listChartFiles } from '../../chart/folder';
import type { Digest } from '../../oci/digest';
import type { ContentsReader, Place } from '../contents/contentsReader';

/** One of two charts that are compared; `name` is how people are told of it. */
export type Side = PublishedSide | FolderSide;

/** A version in a registry or among the saved charts. */
export interface PublishedSide {
  readonly type: 'published';
  readonly name: string;
  readonly place: Place;
}

/** A chart folder, of which the files count that would be packed. */
export interface FolderSide {
  readonly type: 'folder';
  readonly name: string;
  readonly directory: string;
}

export interface SideFile {
  /** In bytes. */
  readonly size: number;
  /** @throws ChartroomError `chart.file-changed`, `chart.unreadable` for a file of a folder */
  read(options?: Abortable): Promise<Uint8Array>;
}

/** Files by their path in the chart; a packed sub-chart is a folder with the name of its archive. */
export type SideFiles = ReadonlyMap<string, SideFile>;

export interface SideContent {
  /** Of the archive; a folder has none. */
  readonly digest: Digest | undefined;
  /** Reads an archive whole, or lists a folder. */
  files(options?: Abortable): Promise<SideFiles>;
}

/**
 * What is known of a side before its files are read: of a published chart, its manifest.
 *
 * @throws ChartroomError `artifact.not-a-chart`, and what the store throws
 */
export async function openSide(
  side: Side,
  reader: ContentsReader,
  options: Abortable = {},
): Promise<SideContent> {
  if (side.type === 'folder') {
    return { digest: undefined, files: (reading) => filesOfFolder(side.directory, reading) };
  }
  const { name, place } = side;
  const archive = await reader.archive(place, options);
  if (!archive) {
    throw new ChartroomError({
      code: 'artifact.not-a-chart',
      template: '{name} cannot be compared: it is not a Helm chart',
      facts: { name },
    });
  }
  const files: SideContent['files'] = async (reading) => {
    const read = await reader.chartFiles(place, reading);
    return new Map([...read].map(([path, bytes]) => [path, fileOf(bytes)]));
  };
  return { digest: archive.digest, files };
}

async function filesOfFolder(directory: string, options: Abortable = {}): Promise<SideFiles> {
  const open = subchartOpener(options);
  const files = new Map<string, SideFile>();
  for (const file of await listChartFiles(directory, options)) {
    const inside = await open(file.path, () => file.read(options));
    if (!inside) files.set(file.path, file);
    else for (const [path, bytes] of inside) files.set(`${file.path}/${path}`, fileOf(bytes));
  }
  return files;
}

function fileOf(bytes: Uint8Array): SideFile {
  return { size: bytes.length, read: () => Promise.resolve(bytes) };
}
