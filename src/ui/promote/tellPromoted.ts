import * as vscode from 'vscode';
import type { CopyVersionResult } from '../../publishing/copyVersion';
import { targetReference } from '../../publishing/promote/promotion';
import type { PromotionResult } from '../../publishing/promote/run';
import { revealVersion } from '../commands/reveal';
import type { Parts } from '../commands/parts';
import { formatSize } from '../../base/size';
import type { Offer } from '../window/offer';
import { tellResults, type PartResult } from '../window/tellResults';
import { leftCount, withLeft } from './leftBehind';

type Needed = Pick<Parts, 'descriptions' | 'explorerTree' | 'explorerView'>;
type Done = Extract<PromotionResult, { is: 'done' }>;

/** One message for all that was promoted, and what became of each version behind a button. */
export function tellPromoted(parts: Needed, results: readonly PromotionResult[]): void {
  const done = results.filter((result): result is Done => result.is === 'done' && isThere(result));
  tellResults(
    parts.descriptions,
    { summary: summaryOf(results, done), name: 'promoted.md', parts: results.map(partOf) },
    ...offersFor(parts, done),
  );
}

function isThere({ copied }: Done): boolean {
  return copied.outcome !== 'declined';
}

function offersFor(parts: Needed, done: readonly Done[]): readonly Offer[] {
  const [first] = done;
  if (!first) return [];
  const { registry, repository, tag } = first.planned;
  return [
    {
      title: vscode.l10n.t('Show in Registries'),
      run: () => revealVersion(parts, registry.id, repository.name, tag),
    },
    {
      title: done.length === 1 ? vscode.l10n.t('Copy Reference') : vscode.l10n.t('Copy References'),
      run: () =>
        vscode.env.clipboard.writeText(done.map(({ copied }) => copied.reference).join('\n')),
    },
  ];
}

function summaryOf(results: readonly PromotionResult[], done: readonly Done[]): string {
  const total = results.length;
  const [first] = done;
  const left = done.flatMap(({ copied }) => copied.left);
  const said =
    total === 1 && first
      ? vscode.l10n.t('Promoted {reference}', { reference: first.copied.reference })
      : vscode.l10n.t('Promoted {done} of {total} versions', { done: done.length, total });
  const cancelled = results.some(({ is }) => is === 'cancelled');
  return [
    cancelled ? vscode.l10n.t('{said} before it was cancelled', { said }) : said,
    ...leftCount(left),
  ].join('; ');
}

function partOf(result: PromotionResult): PartResult {
  const label = targetReference(result.planned);
  switch (result.is) {
    case 'done':
      return { label, words: wordsOf(result.copied) };
    case 'failed':
      return { label, words: '', error: result.error };
    case 'cancelled':
      return { label, words: vscode.l10n.t('not promoted, because it was cancelled') };
  }
}

function wordsOf(copied: CopyVersionResult): string {
  const { copiedBytes, mountedBlobs, attachments, digest, left, outcome } = copied;
  if (outcome === 'declined') {
    return vscode.l10n.t('not promoted: the tag names other content than when it was looked up');
  }
  const facts = [
    outcome === 'unchanged'
      ? vscode.l10n.t('was there already')
      : vscode.l10n.t('{size} sent', { size: formatSize(copiedBytes) }),
    ...(mountedBlobs > 0
      ? [vscode.l10n.t('{count} blobs taken over within the host', { count: mountedBlobs })]
      : []),
    ...(attachments > 0 ? [vscode.l10n.t('{count} attachments', { count: attachments })] : []),
  ];
  return withLeft(`${digest} (${facts.join(', ')})`, left);
}
