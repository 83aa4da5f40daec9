import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openLayout } from '../../../src/oci/layout/layout';
import type { Layout } from '../../../src/oci/layout/layout';
import type { Registry } from '../../../src/registries/registry';
import type { Files } from '../charts/writeFiles';
import { writeFiles } from '../charts/writeFiles';
import { openRegistry } from '../openRegistry';
import { temporaryFolder } from '../temporaryFolder';

/** What a person has who works with charts: a folder for them, saved charts, and registries to publish to. */
export interface Desk {
  readonly folder: string;
  readonly saved: Layout;
  /** An empty folder to export into. */
  readonly output: string;
  /** Writes a chart into a folder of this name and returns its path. */
  chart(name: string, files: Files): Promise<string>;
  /** The client of a registry at this host, without a login. */
  registry(host: string): Registry;
}

/** One in a new folder that is gone after the test. */
export async function setUpDesk(t: TestContext): Promise<Desk> {
  return openDesk(await temporaryFolder(t));
}

/** @param folder an empty one */
export async function openDesk(folder: string): Promise<Desk> {
  const output = join(folder, 'output');
  await mkdir(output);
  return {
    folder,
    output,
    saved: openLayout(join(folder, 'saved')),
    chart: (name, files) => writeFiles(join(folder, 'charts', name), files),
    registry: (host) => openRegistry(host),
  };
}
