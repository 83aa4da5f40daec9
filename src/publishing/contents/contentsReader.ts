import type { Abortable } from '../../base/abort';
import { ChartroomError } from '../../base/error';
import { giveTurn } from '../../base/timeSlices';
import { readFiles, type ChartFiles } from '../../chart/archive/readFiles';
import type { Descriptor } from '../../oci/descriptor';
import type { Digest } from '../../oci/digest';
import { isObject } from '../../oci/json';
import type { ManifestContent, Source } from '../../oci/store';
import {
  chartFolder,
  configFile,
  manifestFile,
  readArtifactFiles,
  type ArtifactFiles,
} from './artifactFiles';
import { boundedCache } from './boundedCache';
import { fileTree, type ContentsEntry, type FileTree } from './fileTree';

/** An artifact: the same for ever, wherever it is. */
export interface Place {
  readonly source: Source;
  readonly digest: Digest;
}

/** Reads artifacts as folders of files without storing them anywhere. Paths are separated by `/`; `` is the artifact itself. */
export interface ContentsReader {
  /** The manifest as it came. */
  manifest(place: Place, options?: Abortable): Promise<ManifestContent>;
  /** What is in a folder, folders first. @throws ChartroomError `contents.not-found` */
  entries(place: Place, path: string, options?: Abortable): Promise<readonly ContentsEntry[]>;
  /** What is at a path; `size` is in bytes, 0 for a folder. @throws ChartroomError `contents.not-found` */
  stat(place: Place, path: string, options?: Abortable): Promise<ContentsStat>;
  /** @throws ChartroomError `contents.not-found`, `contents.too-large`, and what the store or the archive is refused for */
  read(place: Place, path: string, options?: Abortable): Promise<Uint8Array>;
  /** The paths of all files of a chart, below `chart/`; none for what is no chart. */
  chartPaths(place: Place, options?: Abortable): Promise<readonly string[]>;
  /** The archive of a chart, told by the manifest alone; undefined for what is no chart. */
  archive(place: Place, options?: Abortable): Promise<Descriptor | undefined>;
  /** All files of a chart by their path in it. @throws ChartroomError `contents.not-found` for what is no chart */
  chartFiles(place: Place, options?: Abortable): Promise<ChartFiles>;
}

export interface ContentsStat {
  readonly type: ContentsEntry['type'];
  readonly size: number;
}

/** Bytes of files that are kept. One chart, which may have 100 MiB, always has room. */
const contentLimit = 128 * 1024 * 1024;
/** Bytes of manifests that are kept. */
const manifestLimit = 8 * 1024 * 1024;
/** Bytes of a document beside the chart, such as a bill of materials. */
const documentLimit = 16 * 1024 * 1024;

interface Content {
  readonly files: ChartFiles;
  readonly tree: FileTree;
}

/** What has been read is kept by digest while there is room, so each archive is streamed once. */
export function createContentsReader(limit = contentLimit): ContentsReader {
  const artifacts = boundedCache<ArtifactFiles>(
    manifestLimit,
    ({ manifest }) => manifest.bytes.length,
  );
  const contents = boundedCache<Content>(limit, sizeOf);

  const artifactAt = ({ source, digest }: Place, options: Abortable): Promise<ArtifactFiles> =>
    artifacts.get(digest, (signal) => readArtifactFiles(source, digest, { signal }), options);

  const chartAt = async (place: Place, path: string, options: Abortable): Promise<Content> => {
    const { archive } = await artifactAt(place, options);
    if (!archive) throw notFound(place, path);
    const load = async (signal: AbortSignal): Promise<Content> => {
      const files = await readFiles(await place.source.blob(archive, { signal }), { signal });
      await giveTurn();
      return contentOf(files);
    };
    return contents.get(archive.digest, load, options);
  };

  const documentAt = async (
    place: Place,
    name: string,
    options: Abortable,
  ): Promise<Uint8Array> => {
    const { manifest, documents } = await artifactAt(place, options);
    if (name === manifestFile) return readable(manifest.bytes);
    const descriptor = documents.get(name);
    if (!descriptor) throw notFound(place, name);
    const load = async (signal: AbortSignal): Promise<Content> => {
      const bytes = await readDocument(place.source, descriptor, { signal });
      return contentOf(new Map([['', bytes]]));
    };
    // A blob can be an archive to one artifact and a document to another.
    const { files } = await contents.get(`document ${descriptor.digest}`, load, options);
    const bytes = files.get('') ?? new Uint8Array();
    return name === configFile ? readable(bytes) : bytes;
  };

  const read: ContentsReader['read'] = async (place, path, options = {}) => {
    const inside = insideChart(path);
    if (inside === undefined) return documentAt(place, path, options);
    const bytes = (await chartAt(place, path, options)).files.get(inside);
    if (!bytes) throw notFound(place, path);
    return bytes;
  };
  const entries: ContentsReader['entries'] = async (place, path, options = {}) => {
    if (path === '') return rootOf(await artifactAt(place, options));
    const inside = insideChart(path);
    const tree = inside === undefined ? undefined : (await chartAt(place, path, options)).tree;
    const found = tree?.get(inside ?? '');
    if (!found) throw notFound(place, path);
    return found;
  };
  return {
    entries,
    read,
    manifest: async (place, options = {}) => (await artifactAt(place, options)).manifest,
    stat: async (place, path, options = {}) => {
      const folder = { type: 'folder', size: 0 } as const;
      if (path === '') {
        await artifactAt(place, options);
        return folder;
      }
      const inside = insideChart(path);
      if (inside !== undefined && (await chartAt(place, path, options)).tree.has(inside)) {
        return folder;
      }
      return { type: 'file', size: (await read(place, path, options)).length };
    },
    chartPaths: async (place, options = {}) => {
      const { archive } = await artifactAt(place, options);
      if (!archive) return [];
      const { files } = await chartAt(place, chartFolder, options);
      return [...files.keys()].map((path) => `${chartFolder}/${path}`);
    },
    archive: async (place, options = {}) => (await artifactAt(place, options)).archive,
    chartFiles: async (place, options = {}) => (await chartAt(place, chartFolder, options)).files,
  };
}

/** The path in the chart, or undefined for a path beside it. */
function insideChart(path: string): string | undefined {
  if (path === chartFolder) return '';
  return path.startsWith(`${chartFolder}/`) ? path.slice(chartFolder.length + 1) : undefined;
}

function rootOf({ archive, documents }: ArtifactFiles): readonly ContentsEntry[] {
  const names = [manifestFile, ...documents.keys()];
  const files = names.map((name): ContentsEntry => ({ name, type: 'file' }));
  return archive ? [{ name: chartFolder, type: 'folder' }, ...files] : files;
}

function contentOf(files: ChartFiles): Content {
  return { files, tree: fileTree(files.keys()) };
}

/** What an entry takes beside its bytes, roughly: an archive of empty files is not free. */
const entryCost = 256;

function sizeOf({ files }: Content): number {
  let size = 0;
  for (const [path, bytes] of files) size += bytes.length + 2 * path.length + entryCost;
  return size;
}

async function readDocument(
  source: Source,
  descriptor: Descriptor,
  options: Abortable,
): Promise<Uint8Array> {
  if (descriptor.size > documentLimit) {
    throw new ChartroomError({
      code: 'contents.too-large',
      template: 'Content {digest} of {location} has {size} bytes, too many to be shown',
      facts: { digest: descriptor.digest, location: source.location, size: descriptor.size },
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of await source.blob(descriptor, options)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** JSON on lines of its own; what is no JSON as it is. */
function readable(bytes: Uint8Array): Uint8Array {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
    if (!isObject(value)) return bytes;
    return Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);
  } catch (error) {
    if (error instanceof SyntaxError) return bytes;
    throw error;
  }
}

function notFound({ source, digest }: Place, path: string): ChartroomError {
  return new ChartroomError({
    code: 'contents.not-found',
    template: '"{path}" is not in {location}@{digest}',
    facts: { path, location: source.location, digest },
  });
}
