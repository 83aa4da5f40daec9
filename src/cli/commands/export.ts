import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ChartroomError } from '../../base/error';
import { readChartArtifact } from '../../publishing/chartArtifact';
import { exportChart } from '../../publishing/export';
import { exportArchive } from '../../publishing/exportArchive';
import { savedName } from '../chartSource';
import { defineCommand, type Outcome } from '../command';
import { dryRunOption, savedOptions } from '../options';

/** Not `export`, which is a word of the language. */
export const exportSaved = defineCommand({
  arguments: [{ name: 'REF', description: 'reference of a saved chart' }],
  description: [
    'Unpacks the chart into a folder of its name. The folder appears when all of it is there and its\ndigest was right.',
  ],
  options: {
    to: { type: 'string', short: 'd', value: 'DIR', description: 'put it into this folder' },
    archive: { type: 'boolean', description: 'write NAME-VERSION.tgz instead, byte for byte' },
    replace: { type: 'boolean', description: 'overwrite the folder or file that is there' },
    ...savedOptions,
    ...dryRunOption,
  },
  examples: [
    { command: 'chartroom export app:1.2.0 --to vendor', what: 'unpack to vendor/app' },
    { command: 'chartroom export app:1.2.0 --archive', what: 'write app-1.2.0.tgz' },
  ],
  async run({ arguments: [typed = ''], options, session }) {
    const saved = await session.saved();
    const reference = savedName(typed);
    const parent = session.path(options.to ?? '.');
    const settings = { signal: session.signal, replace: options.replace };
    const { metadata, content } = await readChartArtifact(saved, reference, session);
    const { name, version } = metadata;
    const found = { reference, digest: content.descriptor.digest, name, version };
    if (options['dry-run']) {
      const place = options.archive ? `${name}-${version}.tgz` : name;
      return foresee(found, join(parent, place), options.replace === true);
    }
    session.console.step(`exporting ${reference}`);
    if (options.archive) {
      const { file, provenance } = await exportArchive(saved, found.digest, parent, settings);
      return {
        result: { ...found, file, ...(provenance !== undefined && { provenance }) },
        text: [`Exported: ${file}`],
      };
    }
    const { directory } = await exportChart(saved, found.digest, parent, settings);
    return { result: { ...found, directory }, text: [`Exported: ${directory}`] };
  },
});

async function foresee(found: object, place: string, replace: boolean): Promise<Outcome> {
  const isThere = await access(place).then(
    () => true,
    () => false,
  );
  if (isThere && !replace) {
    throw new ChartroomError({
      code: 'export.file-exists',
      template: '{file} exists already',
      facts: { file: place },
    });
  }
  return { result: { ...found, to: place }, text: [`Would export: ${place}`] };
}
