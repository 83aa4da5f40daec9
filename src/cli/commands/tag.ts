import { parseReference } from '../../oci/reference';
import { foreseeCopy } from '../../publishing/copyVersion';
import { referenceAt } from '../../publishing/referenceAt';
import { savedReference } from '../../publishing/savedReference';
import { tagSaved } from '../../publishing/tagSaved';
import { tagVersion } from '../../publishing/tagVersion';
import { readChartArtifact } from '../../publishing/chartArtifact';
import { savedName } from '../chartSource';
import { defineCommand, type Outcome } from '../command';
import { dryRunOption, registryOptions, savedOptions } from '../options';
import { openRemote } from '../remoteReference';
import type { Session } from '../session';
import { tagTaken } from '../tagTaken';
import { usageError } from '../usageError';

export const tag = defineCommand({
  arguments: [
    { name: 'REF', description: 'a saved chart, or oci://host/repository:tag in a registry' },
    {
      name: 'NEW',
      description: 'NAME:VERSION or registry/repository:tag; for a registry the new tag',
    },
  ],
  description: [
    'A saved chart gets one more reference. In a registry the version gets one more tag in its\nrepository, without sending anything of it; a tag of other content is moved with --replace only.',
  ],
  options: {
    replace: { type: 'boolean', description: 'move the tag when it names other content' },
    ...savedOptions,
    ...dryRunOption,
    ...registryOptions,
  },
  examples: [
    {
      command: 'chartroom tag app:1.2.0 registry.example/charts/app:1.2.0',
      what: 'name a saved chart after where it will be pushed to',
    },
    {
      command: 'chartroom tag oci://registry.example/charts/app:1.2.0 stable --replace',
      what: 'move the tag stable to a published version',
    },
  ],
  async run({ arguments: [from = '', to = ''], options, session }) {
    const isDryRun = options['dry-run'] === true;
    return from.startsWith('oci://')
      ? tagPublished(from, to, { replace: options.replace === true, isDryRun }, session)
      : tagLocally(from, to, isDryRun, session);
  },
});

async function tagLocally(
  from: string,
  to: string,
  isDryRun: boolean,
  session: Session,
): Promise<Outcome> {
  const saved = await session.saved();
  const reference = savedName(from);
  const { metadata, content } = await readChartArtifact(saved, reference, session);
  const { digest } = content.descriptor;
  const added = savedReference(metadata, to);
  const entries = await saved.list(session);
  const before = entries.find((entry) => entry.reference === added)?.descriptor.digest;
  if (!isDryRun) await tagSaved(saved, reference, to, session);
  return told({
    ...{ from: reference, reference: added, digest, isDryRun },
    replaced: before === digest ? undefined : before,
    outcome: before === digest ? 'unchanged' : 'tagged',
  });
}

async function tagPublished(
  from: string,
  to: string,
  { replace, isDryRun }: { readonly replace: boolean; readonly isDryRun: boolean },
  session: Session,
): Promise<Outcome> {
  const { repository, wanted } = await openRemote(from, session);
  if (wanted === undefined) {
    throw usageError('value', '{reference} names no version: a tag or digest is needed', {
      reference: from,
    });
  }
  const newTag = tagIn(to, repository.location);
  const named = {
    from: referenceAt(repository.location, wanted),
    reference: `${repository.location}:${newTag}`,
  };
  if (isDryRun) {
    const { digest } = await repository.resolve(wanted, session);
    const outlook = await foreseeCopy(digest, repository, newTag, session);
    const existing = outlook.is === 'taken' ? outlook.existing.digest : undefined;
    if (existing !== undefined && !replace) throw tagTaken(named.reference, existing);
    const outcome = outlook.is === 'done' ? 'unchanged' : 'tagged';
    return told({ ...named, digest, outcome, replaced: existing, isDryRun });
  }
  const result = await tagVersion(repository, wanted, newTag, {
    signal: session.signal,
    confirmReplace: () => Promise.resolve(replace),
  });
  const { digest, outcome, replaced, kept } = result;
  if (outcome === 'declined') throw tagTaken(named.reference, kept ?? '');
  return told({ ...named, digest, outcome, replaced, isDryRun });
}

/** The tag alone, or the whole reference, which then has to be of the same repository. */
function tagIn(text: string, location: string): string {
  if (!text.includes('/')) return text.replaceAll('+', '_');
  const { registry, repository, tag: named } = parseReference(text);
  if (`${registry}/${repository}` === location && named !== undefined) return named;
  throw usageError(
    'value',
    '"{text}" is not a tag in {location}; chartroom copy copies elsewhere',
    {
      ...{ text, location },
    },
  );
}

interface Tagged {
  readonly from: string;
  readonly reference: string;
  readonly digest: string;
  readonly outcome: 'tagged' | 'unchanged';
  readonly replaced: string | undefined;
  readonly isDryRun: boolean;
}

function told({ from, reference, digest, outcome, replaced, isDryRun }: Tagged): Outcome {
  const verb = isDryRun ? 'Would tag' : 'Tagged';
  return {
    result: {
      ...{ from, reference, digest, outcome },
      ...(replaced !== undefined && { replaced }),
    },
    text: [
      `${outcome === 'unchanged' ? 'Unchanged' : verb}: ${reference}`,
      `Digest: ${digest}`,
      ...(replaced === undefined ? [] : [`Replaces: ${replaced}`]),
    ],
  };
}
