import * as vscode from 'vscode';
import type { MirrorPlan } from '../../publishing/mirror/plan';
import type { MirroredVersion, MirrorResult } from '../../publishing/mirror/result';
import { revealVersion } from '../commands/reveal';
import type { Parts } from '../commands/parts';
import { formatSize } from '../../base/size';
import { leftCount, withLeft } from '../promote/leftBehind';
import type { Offer } from '../window/offer';
import { tellResults, type PartResult } from '../window/tellResults';

type Needed = Pick<Parts, 'connections' | 'descriptions' | 'explorerTree' | 'explorerView'>;

/** One message for all that was mirrored, and what became of each version behind a button. */
export function tellMirrored(
  parts: Needed,
  results: readonly MirrorResult[],
  { problems }: MirrorPlan,
  save: (() => Promise<void>) | undefined,
): void {
  const done = results.filter(
    (result): result is MirroredVersion =>
      result.outcome === 'copied' || result.outcome === 'replaced',
  );
  const facts = { done: done.length, total: results.length };
  const isCancelled = results.some(({ outcome }) => outcome === 'cancelled');
  const offers: Offer[] = [];
  const first = done[0]?.version;
  if (first) {
    const { registry, repository } = first.target;
    offers.push({
      title: vscode.l10n.t('Show in Registries'),
      run: () =>
        revealVersion(parts, parts.connections.forHost(registry).id, repository, first.tag),
    });
  }
  if (save) offers.push({ title: vscode.l10n.t('Save as Mirror File…'), run: save });
  tellResults(
    parts.descriptions,
    {
      name: 'mirrored.md',
      summary: [
        isCancelled
          ? vscode.l10n.t('Mirrored {done} of {total} versions before it was cancelled', facts)
          : vscode.l10n.t('Mirrored {done} of {total} versions', facts),
        ...leftCount(done.flatMap(({ left }) => left)),
      ].join('; '),
      parts: [
        ...results.map(partOf),
        ...problems.map(({ label, error }) => ({ label, words: '', error })),
      ],
    },
    ...offers,
  );
}

function partOf(result: MirrorResult): PartResult {
  const label = result.version.reference;
  switch (result.outcome) {
    case 'failed':
      return { label, words: '', error: result.error };
    case 'cancelled':
      return { label, words: vscode.l10n.t('not done: it was cancelled') };
    case 'same':
      return { label, words: vscode.l10n.t('the same') };
    case 'skipped':
      return { label, words: vscode.l10n.t('other content is there, and stays') };
    case 'copied':
    case 'replaced': {
      const facts = { size: formatSize(result.copiedBytes), from: result.version.source };
      const words = result.provenance
        ? vscode.l10n.t('{size} from {from}, with provenance', facts)
        : vscode.l10n.t('{size} from {from}', facts);
      return { label, words: withLeft(words, result.left) };
    }
  }
}
