import { formatSize } from '../../base/size';
import type { Digest } from '../../oci/digest';
import { tagOfVersion } from '../../chart/tag';
import { foreseeCopy } from '../../publishing/copyVersion';
import { defaultSettings } from '../../publishing/creationSettings';
import { ensureRepository } from '../../publishing/ensureRepository';
import type { PushOutlook } from '../../publishing/foreseePush';
import { lacksRepository } from '../../publishing/missingRepository';
import { pushChart } from '../../publishing/push';
import { pushDestination } from '../../publishing/pushDestination';
import type { Registry, Repository } from '../../registries/registry';
import { withChartSource, type ChartSource } from '../chartSource';
import { defineCommand, type Outcome } from '../command';
import { createdOption, readCreated } from '../createdOption';
import { creationOption, dryRunOption, registryOptions, savedOptions } from '../options';
import type { Session } from '../session';
import { tagTaken } from '../tagTaken';

export const push = defineCommand({
  arguments: [
    {
      name: 'SOURCE',
      description: 'folder of a chart, a .tgz, or the reference of a saved chart',
    },
    {
      name: 'DESTINATION',
      description: 'oci://host/parent/ or oci://host/repository[:tag]',
    },
  ],
  description: [
    'A destination that ends in a slash is a parent, to which the name of the chart is added, as by\nhelm push; any other is one repository. The tag is the version of the chart unless it is named.',
    'What is published already with the same content is left alone, and that is no failure. Other\ncontent under the tag stays unless --replace is given. The tag is written last.',
    'A .tgz is pushed byte for byte, with the .prov beside it.',
  ],
  options: {
    replace: { type: 'boolean', description: 'move the tag when it names other content' },
    ...creationOption,
    ...createdOption,
    ...savedOptions,
    ...dryRunOption,
    ...registryOptions,
  },
  examples: [
    {
      command: 'chartroom push charts/app oci://registry.example/charts/',
      what: 'publish the chart as registry.example/charts/app:VERSION',
    },
    {
      command:
        'chartroom push app-1.2.0.tgz oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/charts/ --create-repository',
      what: 'publish what helm package made, in a repository that may have to be made',
    },
    {
      command: 'chartroom push charts/app oci://registry.example/charts/app:edge --replace',
      what: 'move the tag edge',
    },
  ],
  async run({ arguments: [source = '', destination = ''], options, session }) {
    const created = readCreated(options.created);
    return withChartSource(source, session, { created }, async (chart) => {
      const { registry: host, repository, tag } = pushDestination(destination, chart.metadata.name);
      const registry = await (await session.registries()).of(host);
      const target: Target = {
        registry,
        repository: registry.repository(repository),
        tag: tag ?? tagOfVersion(chart.metadata.version),
        replace: options.replace === true,
        create: options['create-repository'] === true,
      };
      const pushed = options['dry-run']
        ? await foresee(chart, target, session)
        : await send(chart, target, session);
      return told(chart, target, pushed, options['dry-run'] === true);
    });
  },
});

interface Target {
  readonly registry: Registry;
  readonly repository: Repository;
  readonly tag: string;
  readonly replace: boolean;
  readonly create: boolean;
}

interface Pushed {
  readonly outcome: 'pushed' | 'unchanged';
  readonly replaced: Digest | undefined;
  readonly createdRepository: boolean;
  readonly copiedBytes: number;
}

async function send(chart: ChartSource, target: Target, session: Session): Promise<Pushed> {
  const { registry, repository, tag } = target;
  const { signal, console } = session;
  const reference = `${repository.location}:${tag}`;
  console.step(`looking up ${reference}`);
  const settings = target.create ? await creationSettings(registry) : undefined;
  const made = await ensureRepository(registry, repository.name, settings, { signal });
  if (made === 'created') console.note(`created ${repository.location}`);
  else mayReplace(await lookUp(chart, target, session), target);
  console.step(`pushing ${reference}`);
  const result = await pushChart(chart.store, chart.digest, repository, tag, {
    ...{ signal, onProgress: console.onProgress },
    confirmReplace: () => Promise.resolve(target.replace),
  });
  const { outcome, replaced, kept, copiedBytes } = result;
  // Somebody else was faster.
  if (outcome === 'declined') throw tagTaken(reference, kept ?? '');
  return {
    outcome: outcome === 'unchanged' ? 'unchanged' : 'pushed',
    ...{ replaced, copiedBytes, createdRepository: made === 'created' },
  };
}

/** What `send` would do, found out by asking. */
async function foresee(chart: ChartSource, target: Target, session: Session): Promise<Pushed> {
  const { registry, repository, create } = target;
  const nothing = { replaced: undefined, copiedBytes: 0, createdRepository: false };
  if (await lacksRepository(registry, repository.name, session)) {
    if (!create) await ensureRepository(registry, repository.name, undefined, session);
    return { ...nothing, outcome: 'pushed', createdRepository: true };
  }
  const outlook = mayReplace(await lookUp(chart, target, session), target);
  const replaced = outlook.is === 'taken' ? outlook.existing.digest : undefined;
  return { ...nothing, outcome: outlook.is === 'done' ? 'unchanged' : 'pushed', replaced };
}

function lookUp(chart: ChartSource, { repository, tag }: Target, { signal }: Session) {
  return foreseeCopy(chart.digest, repository, tag, { signal });
}

function mayReplace(outlook: PushOutlook, { repository, tag, replace }: Target): PushOutlook {
  if (outlook.is !== 'taken' || replace) return outlook;
  throw tagTaken(`${repository.location}:${tag}`, outlook.existing.digest);
}

async function creationSettings({ creation }: Registry) {
  return creation && defaultSettings(await creation.choices());
}

function told(
  { digest, metadata: { name, version } }: ChartSource,
  { repository, tag }: Target,
  { outcome, replaced, createdRepository, copiedBytes }: Pushed,
  isDryRun: boolean,
): Outcome {
  const reference = `${repository.location}:${tag}`;
  const sent = isDryRun ? '' : ` (${formatSize(copiedBytes)} sent)`;
  const pushed = `${isDryRun ? 'Would push' : 'Pushed'}: ${reference}${sent}`;
  return {
    result: {
      ...{ reference, digest, name, version, outcome },
      ...(replaced !== undefined && { replaced }),
      ...{ createdRepository, copiedBytes },
    },
    text: [
      ...(isDryRun && createdRepository ? [`Would create: ${repository.location}`] : []),
      outcome === 'unchanged' ? `Unchanged: ${reference}` : pushed,
      `Digest: ${digest}`,
      ...(replaced === undefined ? [] : [`Replaces: ${replaced}`]),
    ],
  };
}
