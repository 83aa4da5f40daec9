import { formatSize } from '../../base/size';
import { ChartroomError } from '../../base/error';
import type { SaveResult } from '../../publishing/save';
import { savedReference } from '../../publishing/savedReference';
import { packerOf, withChartSource, type ChartSource } from '../chartSource';
import { defineCommand, type Outcome } from '../command';
import { createdOption, readCreated } from '../createdOption';
import { dryRunOption, savedOptions } from '../options';
import type { Session } from '../session';

export const save = defineCommand({
  arguments: [{ name: 'CHART', description: 'folder of a chart, or a .tgz' }],
  description: [
    'Checks the chart as Helm does, packs it and keeps it under NAME:VERSION, or under the reference\nof --as, from where it can be pushed, exported and tagged.',
  ],
  options: {
    as: {
      type: 'string',
      value: 'REF',
      description: 'keep it under NAME:VERSION or registry/repository[:tag]',
    },
    ...createdOption,
    ...savedOptions,
    ...dryRunOption,
  },
  examples: [
    { command: 'chartroom save charts/app', what: 'keep the chart under its name and version' },
    {
      command: 'chartroom save charts/app --as registry.example/charts/app',
      what: 'keep it under the reference it will be pushed to',
    },
  ],
  async run({ arguments: [chart = ''], options, session }) {
    const path = session.path(chart);
    const settings = {
      reference: options.as,
      created: readCreated(options.created),
      signal: session.signal,
    };
    const keep = await packerOf(path);
    if (!keep) throw neither(chart);
    if (options['dry-run']) {
      return withChartSource(chart, session, settings, (source) =>
        foresee(source, settings.reference, session),
      );
    }
    session.console.step(`packing ${chart}`);
    return told(await keep(path, await session.saved(), settings), 'Saved');
  },
});

function neither(typed: string): ChartroomError {
  return new ChartroomError({
    code: 'file.not-found',
    template: '"{typed}" is neither a chart folder nor a file',
    facts: { typed },
  });
}

async function foresee(
  { metadata, digest }: ChartSource,
  wanted: string | undefined,
  session: Session,
): Promise<Outcome> {
  const reference = savedReference(metadata, wanted);
  const entries = await (await session.saved()).list(session);
  const before = entries.find((entry) => entry.reference === reference)?.descriptor.digest;
  const { name, version } = metadata;
  const replaced = before === digest ? undefined : before;
  return told({ name, version, reference, digest, replaced }, 'Would save');
}

function told(
  saved: Pick<SaveResult, 'name' | 'version' | 'reference' | 'digest' | 'replaced'> & {
    readonly size?: number;
  },
  verb: string,
): Outcome {
  const { name, version, reference, digest, replaced, size } = saved;
  return {
    result: {
      ...{ reference, digest, name, version },
      ...(size !== undefined && { size }),
      ...(replaced !== undefined && { replaced }),
    },
    text: [
      `${verb}: ${reference}${size === undefined ? '' : ` (${formatSize(size)})`}`,
      `Digest: ${digest}`,
      ...(replaced === undefined ? [] : [`Replaces: ${replaced}`]),
    ],
  };
}
