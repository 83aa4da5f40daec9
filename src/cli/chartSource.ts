import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ChartroomError, hasCode } from '../base/error';
import { systemErrorCode } from '../base/systemError';
import type { Metadata } from '../chart/metadata';
import type { Digest } from '../oci/digest';
import { openLayout, type Layout } from '../oci/layout/layout';
import { readChartArtifact } from '../publishing/chartArtifact';
import { saveChart, type SaveOptions } from '../publishing/save';
import { saveArchive } from '../publishing/saveArchive';
import type { Session } from './session';

/** A chart as it goes to a registry. */
export interface ChartSource {
  readonly store: Layout;
  /** In the store. */
  readonly reference: string;
  readonly digest: Digest;
  readonly metadata: Metadata;
}

/**
 * Runs with the chart that a folder, an archive or a saved reference names. What is packed for it is in a
 * folder of its own, gone afterwards: a push leaves nothing behind on the machine of a pipeline.
 *
 * @throws ChartroomError `saved.not-found`, and those of `saveChart` and `saveArchive`
 */
export async function withChartSource<T>(
  typed: string,
  session: Session,
  options: Pick<SaveOptions, 'created'>,
  use: (source: ChartSource) => Promise<T>,
): Promise<T> {
  const path = session.path(typed);
  const save = await packerOf(path);
  if (save === undefined) return use(await savedSource(typed, session));
  const folder = await mkdtemp(join(session.surroundings.temporary, 'chartroom-'));
  try {
    const store = openLayout(folder);
    const { signal } = session;
    session.console.step(`packing ${typed}`);
    const { reference, digest } = await save(path, store, { ...options, signal });
    const { metadata } = await readChartArtifact(store, digest, { signal });
    return await use({ store, reference, digest, metadata });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A reference among the saved charts, as it is kept: without a scheme, and with `+` in the tag as `_`. */
export function savedName(typed: string): string {
  const name = typed.replace(/^oci:\/\//, '');
  const colon = name.lastIndexOf(':');
  if (colon < name.lastIndexOf('/') || name.includes('@')) return name;
  return `${name.slice(0, colon + 1)}${name.slice(colon + 1).replaceAll('+', '_')}`;
}

async function savedSource(typed: string, session: Session): Promise<ChartSource> {
  const { signal } = session;
  const store = await session.saved();
  const reference = savedName(typed);
  try {
    const { digest } = await store.resolve(reference, { signal });
    const { metadata } = await readChartArtifact(store, digest, { signal });
    return { store, reference, digest, metadata };
  } catch (error) {
    if (!hasCode(error, 'oci.not-found')) throw error;
    throw new ChartroomError({
      code: 'saved.not-found',
      template: '"{typed}" is neither a chart folder, nor a file, nor a saved chart in {folder}',
      facts: { typed, folder: store.location },
      cause: error,
    });
  }
}

/** What packs the folder or archive of a path; undefined where there is neither. */
export async function packerOf(
  path: string,
): Promise<typeof saveChart | typeof saveArchive | undefined> {
  try {
    return (await stat(path)).isDirectory() ? saveChart : saveArchive;
  } catch (error) {
    const code = systemErrorCode(error);
    // A reference has characters that some systems allow in no path.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EINVAL') return undefined;
    throw error;
  }
}
