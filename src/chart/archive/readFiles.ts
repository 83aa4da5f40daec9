import type { Abortable } from '../../base/abort';
import { ChartroomError, hasCode } from '../../base/error';
import { once } from '../../base/once';
import { giveTurn } from '../../base/timeSlices';
import { chartSizeLimit } from '../limits';
import { invalidArchive } from './invalid';
import { contentOf, readArchive } from './read';

/** The content of each file by its path in the chart, separated by `/`, in the order of the archive. */
export type ChartFiles = ReadonlyMap<string, Uint8Array>;

/** Archives within archives that are opened. Charts have one or two; a file that holds itself has no end. */
const deepest = 8;

/** Bytes that may still be read; what an archive holds counts on top of the archive. */
interface Budget {
  left: number;
}

/**
 * All files of a chart archive, in memory. Sub-charts packed in `charts/` are folders, named as their
 * archives are; one that cannot be read stays a file.
 *
 * @throws ChartroomError those of `readArchive`; also `chart.archive-invalid` where two entries have
 *   one path, as what is shown must be what unpacks
 */
export async function readFiles(
  content: AsyncIterable<Uint8Array>,
  options: Abortable = {},
): Promise<ChartFiles> {
  return filesOf(content, { left: 2 * chartSizeLimit }, deepest, options);
}

/** The files of a sub-chart packed in a chart's folder; undefined for what is no such archive. */
export type SubchartOpener = (
  path: string,
  read: () => Promise<Uint8Array>,
) => Promise<ChartFiles | undefined>;

/** Opens the sub-charts of one folder, as `readFiles` those of one archive. What they hold is limited together. */
export function subchartOpener(options: Abortable = {}): SubchartOpener {
  const budget = { left: chartSizeLimit };
  return async (path, read) =>
    isSubchart(path) ? opened(await read(), budget, deepest - 1, options) : undefined;
}

async function filesOf(
  content: AsyncIterable<Uint8Array>,
  budget: Budget,
  depth: number,
  options: Abortable,
): Promise<ChartFiles> {
  const packed = new Map<string, Uint8Array>();
  const folders = new Set<string>();
  for await (const entry of readArchive(content, options)) {
    await giveTurn();
    const above = newFolders(entry.path, folders);
    if (packed.has(entry.path) || folders.has(entry.path) || above.some((one) => packed.has(one))) {
      throw twice(entry.path);
    }
    if (entry.size > budget.left) throw tooLarge();
    budget.left -= entry.size;
    packed.set(entry.path, await contentOf(entry));
    for (const folder of above) folders.add(folder);
  }
  return withSubcharts(packed, budget, depth, options);
}

async function withSubcharts(
  packed: ChartFiles,
  budget: Budget,
  depth: number,
  options: Abortable,
): Promise<ChartFiles> {
  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of packed) {
    const inside =
      depth > 0 && isSubchart(path) ? await opened(bytes, budget, depth - 1, options) : undefined;
    if (!inside) files.set(path, bytes);
    else for (const [below, content] of inside) files.set(`${path}/${below}`, content);
  }
  return files;
}

/** Undefined for what is no chart archive, or one too many. */
async function opened(
  bytes: Uint8Array,
  budget: Budget,
  depth: number,
  options: Abortable,
): Promise<ChartFiles | undefined> {
  const { left } = budget;
  try {
    return await filesOf(once(bytes), budget, depth, options);
  } catch (error) {
    if (!hasCode(error, 'chart.')) throw error;
    budget.left = left;
    return undefined;
  }
}

/** As Helm looks for them (`LoadFiles`): in `charts/`, not hidden or kept aside by their names. */
function isSubchart(path: string): boolean {
  return /(?:^|\/)charts\/[^/_.][^/]*\.tgz$/.test(path);
}

/** The folders a file is in, the outermost first; none where its own is among those that are known, which come with all above. */
export function newFolders(
  path: string,
  known: { has(folder: string): boolean },
): readonly string[] {
  const at = path.lastIndexOf('/');
  if (at < 0 || known.has(path.slice(0, at))) return [];
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
}

function twice(path: string): ChartroomError {
  return invalidArchive('The chart archive is refused: "{path}" is in it twice', { path });
}

function tooLarge(): ChartroomError {
  return new ChartroomError({
    code: 'chart.too-large',
    template: 'The charts packed in the chart are larger than {limit} bytes together',
    facts: { limit: chartSizeLimit },
  });
}
