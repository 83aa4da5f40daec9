import { mkdir } from 'node:fs/promises';
import { readChartArtifact } from '../../publishing/chartArtifact';
import { chooseVersion } from '../../publishing/chooseVersion';
import { exportChart } from '../../publishing/export';
import { exportArchive } from '../../publishing/exportArchive';
import { pullChart } from '../../publishing/pull';
import { referenceAt } from '../../publishing/referenceAt';
import type { Repository } from '../../registries/registry';
import { defineCommand, type Outcome } from '../command';
import { dryRunOption, registryOptions, savedOptions } from '../options';
import { openRemote } from '../remoteReference';
import type { Session } from '../session';
import { usageError } from '../usageError';

export const pull = defineCommand({
  arguments: [{ name: 'REFERENCE', description: '[oci://]host/repository[:tag or @digest]' }],
  description: [
    'Without a destination the chart is kept among the saved charts as it was published. With --to it\nis written as NAME-VERSION.tgz, byte for byte, and its provenance beside it; with --untar as files.',
    'Without a tag, a digest or --version the newest version that is no pre-release is taken.',
  ],
  options: {
    version: {
      type: 'string',
      value: 'CONSTRAINT',
      description: 'a version, or a constraint such as ^1.2 for the newest that matches',
    },
    to: {
      type: 'string',
      short: 'd',
      value: 'DIR',
      description: 'write the .tgz into this folder',
    },
    untar: {
      type: 'boolean',
      description: 'unpack into a folder of the chart’s name in --to, or here',
    },
    replace: { type: 'boolean', description: 'overwrite the file or folder that is there' },
    ...savedOptions,
    ...dryRunOption,
    ...registryOptions,
  },
  examples: [
    {
      command: 'chartroom pull oci://registry.example/charts/app:1.2.0',
      what: 'keep a version among the saved charts',
    },
    {
      command: 'chartroom pull oci://registry.example/charts/app --version ">=1.2 <2" --to .',
      what: 'fetch the newest of a range as helm pull does',
    },
    {
      command: 'chartroom pull registry.example/charts/app --untar --to vendor',
      what: 'unpack the newest release to vendor/app',
    },
  ],
  async run({ arguments: [reference = ''], options, session }) {
    const { repository, wanted } = await openRemote(reference, session);
    if (wanted !== undefined && options.version !== undefined) {
      throw usageError('value', 'The version is named twice: in {reference} and by --version', {
        reference,
      });
    }
    session.console.step(`looking up ${reference}`);
    const version = await chooseVersion(repository, wanted ?? options.version ?? '*', session);
    const folder = session.path(options.to ?? '.');
    const isArchive = options.to !== undefined && !options.untar;
    const toDisk = isArchive || options.untar === true;
    if (options['dry-run']) {
      const place = toDisk ? folder : (await session.saved()).location;
      return told('Would pull', await identify(repository, version, session), { to: place });
    }
    session.console.step(`pulling ${referenceAt(repository.location, version)}`);
    if (!toDisk) return intoSaved(repository, version, session);
    const found = await identify(repository, version, session);
    const settings = { signal: session.signal, replace: options.replace };
    await mkdir(folder, { recursive: true });
    if (!isArchive) {
      const { directory } = await exportChart(repository, found.digest, folder, settings);
      return told('Pulled', found, { directory });
    }
    const { file, provenance } = await exportArchive(repository, found.digest, folder, settings);
    return told('Pulled', found, { file, ...(provenance !== undefined && { provenance }) });
  },
});

async function intoSaved(repository: Repository, version: string, session: Session) {
  const { signal, console } = session;
  const saved = await session.saved();
  const pulled = await pullChart(repository, version, saved, {
    ...{ signal, onProgress: console.onProgress },
  });
  const { reference, digest, name, unchanged } = pulled;
  return {
    result: {
      ...{ reference, digest, name, version: pulled.version, unchanged },
      saved: saved.location,
    },
    text: [`${unchanged ? 'Unchanged' : 'Pulled'}: ${reference}`, `Digest: ${digest}`],
  };
}

type Found = Awaited<ReturnType<typeof identify>>;

/** Where it is now, or would be, comes after what it is. */
function told(verb: string, found: Found, places: Readonly<Record<string, string>>): Outcome {
  return {
    result: { ...found, ...places },
    text: [
      `${verb}: ${found.reference}`,
      `Digest: ${found.digest}`,
      ...Object.entries(places).map(([what, place]) => `${capital(what)}: ${place}`),
    ],
  };
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}

/** Of the manifest by which everything else is read: a tag may move meanwhile. */
async function identify(repository: Repository, version: string, session: Session) {
  const { content, metadata } = await readChartArtifact(repository, version, session);
  const { digest } = content.descriptor;
  const reference = referenceAt(repository.location, version);
  return { reference, digest, name: metadata.name, version: metadata.version };
}
