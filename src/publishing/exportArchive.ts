import { randomUUID } from 'node:crypto';
import { access, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAbort } from '../base/abort';
import type { Abortable } from '../base/abort';
import { ChartroomError } from '../base/error';
import { systemErrorCode, systemErrorReason } from '../base/systemError';
import type { Metadata } from '../chart/metadata';
import type { Descriptor } from '../oci/descriptor';
import type { Source } from '../oci/store';
import { readChartArtifact } from './chartArtifact';

export interface ExportArchiveOptions extends Abortable {
  /** Overwrite a file that is there. Without it an existing file is an error, `export.file-exists`. */
  readonly replace?: boolean | undefined;
}

export interface ExportArchiveResult {
  /** `<folder>/<name>-<version>.tgz`, the name `helm package` gives, `+` kept. */
  readonly file: string;
  /** The `.prov` beside it, when the artifact carries one. */
  readonly provenance: string | undefined;
  readonly metadata: Metadata;
}

/** Writes a chart as the archive it was published as, byte for byte, and its provenance beside it. */
export async function exportArchive(
  source: Source,
  reference: string,
  directory: string,
  options: ExportArchiveOptions = {},
): Promise<ExportArchiveResult> {
  const chart = await readChartArtifact(source, reference, options);
  const file = join(directory, archiveName(chart.metadata));
  if (!options.replace && (await fileExists(file))) {
    throw new ChartroomError({
      code: 'export.file-exists',
      template: '{file} exists already',
      facts: { file },
    });
  }
  await writeWhole(source, chart.archive, file, options);
  const provenance = chart.provenance && `${file}.prov`;
  if (chart.provenance && provenance) {
    await writeWhole(source, chart.provenance, provenance, options);
  }
  return { file, provenance, metadata: chart.metadata };
}

function archiveName({ name, version }: Metadata): string {
  const file = `${name}-${version}.tgz`;
  // Name and version come from a registry: they must not lead out of the folder.
  if (name !== '' && basename(file) === file && !/[\\/]/.test(file)) return file;
  throw new ChartroomError({
    code: 'export.name-unsafe',
    template: 'A chart called "{name}", version "{version}", cannot be written as a file',
    facts: { name, version },
  });
}

async function writeWhole(
  source: Source,
  descriptor: Descriptor,
  file: string,
  options: Abortable,
): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    const handle = await open(partial, 'wx');
    try {
      // `writeFile` goes on where the last one ended, and until all of a chunk is written.
      for await (const chunk of await source.blob(descriptor, options)) {
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw diskProblem(error, file);
  }
}

/** A refusal of the operating system in words; any other error is what it is. */
function diskProblem(error: unknown, file: string): unknown {
  const code = systemErrorCode(error);
  if (code === undefined || isAbort(error) || !(error instanceof Error)) return error;
  return new ChartroomError({
    code: 'export.failed',
    template: '{file} cannot be written: {reason}',
    facts: { file, reason: systemErrorReason(error) },
    ...(code === 'ENOSPC' && { remedy: { kind: 'free-space', path: dirname(file) } }),
    cause: error,
  });
}

async function fileExists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
