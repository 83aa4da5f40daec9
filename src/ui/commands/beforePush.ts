import * as vscode from 'vscode';
import type { Descriptor } from '../../oci/descriptor';
import type { Digest } from '../../oci/digest';
import { foreseePush, type PushContent } from '../../publishing/foreseePush';
import { makeUnlessThere } from '../../publishing/ensureRepository';
import { lacksRepository } from '../../publishing/missingRepository';
import type { Repository } from '../../registries/registry';
import type { Connection } from '../connections/connections';
import { confirm } from '../window/offer';
import type { ProgressContext } from '../window/progress';
import { makeRepository } from './makeRepository';
import type { Parts } from './parts';

export interface PushTarget {
  /** The one it goes through: one host can be connected twice. */
  readonly connection: Connection;
  readonly repository: Repository;
  readonly tag: string;
}

/** What came of looking before a push. */
export type PushStart =
  | { readonly is: 'declined' }
  | { readonly is: 'done'; readonly digest: Digest }
  | {
      readonly is: 'ready';
      /** The repository was made for this push. */
      readonly created: boolean;
      /** What the person knows to be replaced. */
      readonly replaces: Digest | undefined;
    };

type Needed = Pick<Parts, 'globalMemory' | 'explorerTree'>;

/**
 * Looks at the registry before anything is packed, and asks what has to be asked: whether to make a
 * repository that is missing, whether to replace what is published.
 *
 * @throws ChartroomError `registry.tag-immutable`
 */
export async function preparePush(
  parts: Needed,
  target: PushTarget,
  content: PushContent,
  progress: ProgressContext,
): Promise<PushStart> {
  const { connection, repository, tag } = target;
  const { signal, step } = progress;
  step(vscode.l10n.t('looking up what is there'));
  if (await lacksRepository(connection.registry, repository.name, { signal })) {
    const made = await makeMissing(parts, target, progress);
    if (!made) return { is: 'declined' };
    return { is: 'ready', created: made === 'created', replaces: undefined };
  }
  const outlook = await foreseePush(repository, tag, content, { signal });
  if (outlook.is === 'done') return outlook;
  if (outlook.is === 'free') return { is: 'ready', created: false, replaces: undefined };
  const { existing } = outlook;
  if (!(await confirmReplace(target, existing))) return { is: 'declined' };
  return { is: 'ready', created: false, replaces: existing.digest };
}

/** Asks, unless told before, and makes the repository of a push. Undefined when the answer is no. */
export async function makeMissing(
  parts: Needed,
  { connection, repository: { name } }: PushTarget,
  { signal, step }: ProgressContext,
): Promise<'there' | 'created' | undefined> {
  const { creation } = connection.registry;
  if (!creation) return undefined;
  return makeRepository(parts, {
    ...{ connection, creation, name, ask: 'unless-remembered' },
    make: (settings) => {
      step(vscode.l10n.t('creating the repository'));
      return makeUnlessThere(creation, name, settings, { signal });
    },
  });
}

export function confirmReplace(target: PushTarget, existing: Descriptor): Promise<boolean> {
  return confirm(
    vscode.l10n.t('{reference} is published already, with other content', {
      reference: referenceOf(target),
    }),
    vscode.l10n.t(
      'Replacing it changes what everybody gets who asks for this version. What is there now has the digest {digest}. The usual way is a new version in Chart.yaml.',
      { digest: existing.digest },
    ),
    vscode.l10n.t('Replace It'),
  );
}

export function referenceOf({ repository, tag }: PushTarget): string {
  return `${repository.location}:${tag}`;
}
