import { join } from 'node:path';
import { openLayout } from '../../../src/oci/layout/layout';
import { pushChart } from '../../../src/publishing/push';
import { saveChart } from '../../../src/publishing/save';
import { openRegistry } from '../openRegistry';
import type { Session } from './session';

/**
 * Publishes a chart of the workspace, as its files are now.
 *
 * @param parent where its repository is, `charts` in the session's registry unless given
 */
export async function publishSample(
  { workspace, registry, exportFolder }: Omit<Session, 'window'>,
  chart: string,
  tag: string,
  { host, parent } = { host: registry.host, parent: 'charts' },
): Promise<void> {
  const saved = openLayout(join(exportFolder, 'saved'));
  const repository = openRegistry(host).repository(`${parent}/${chart}`);
  const { reference } = await saveChart(join(workspace, 'charts', chart), saved);
  await pushChart(saved, reference, repository, tag);
}
