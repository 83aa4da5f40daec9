import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Abortable } from '../base/abort';
import { isAbort } from '../base/abort';
import { systemErrorCode } from '../base/systemError';
import { metadataOf } from './definition';
import type { Metadata } from './metadata';
import { unreadable } from './unreadable';

/**
 * The metadata of a chart folder, of which nothing but Chart.yaml and requirements.yaml is read.
 *
 * @throws ChartroomError as `metadataOf`, and `chart.unreadable`
 */
export async function readDefinition(
  directory: string,
  options: Abortable = {},
): Promise<{ readonly metadata: Metadata; readonly texts: ReadonlyMap<string, Uint8Array> }> {
  const texts = new Map<string, Uint8Array>();
  for (const name of ['Chart.yaml', 'requirements.yaml']) {
    const content = await readIfThere(join(directory, name), options);
    if (content) texts.set(name, content);
  }
  return { metadata: metadataOf(texts, directory), texts };
}

/** Undefined when there is no such file. @throws ChartroomError `chart.unreadable` */
export async function readIfThere(
  path: string,
  { signal }: Abortable = {},
): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path, { signal });
  } catch (error) {
    if (isAbort(error, signal)) throw error;
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(path, error);
  }
}
