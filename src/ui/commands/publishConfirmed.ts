import * as vscode from 'vscode';
import { shortDigest } from '../../oci/digest';
import { publishReference } from '../../publishing/publishTarget';
import type { ReleaseChart } from '../../publishing/release/chart';
import {
  runRelease,
  type ConfirmedPart,
  type PartOutcome,
  type ReleaseWays,
} from '../../publishing/release/run';
import { saveChart } from '../../publishing/save';
import type { CreationSettings } from '../../registries/registry';
import type { Connection } from '../connections/connections';
import { formatSize } from '../../base/size';
import { withProgress } from '../window/progress';
import { tellResults, type PartResult } from '../window/tellResults';
import { shownOf } from './makeRepository';
import type { Parts } from './parts';
import { saveOpenFiles } from './saveChart';
import { tagOffer } from './tagCommit';

/** A plan that somebody has confirmed. */
export interface Release {
  readonly parts: readonly ConfirmedPart[];
  readonly workspace: readonly ReleaseChart[];
  /** The connection by host. */
  readonly hosts: ReadonlyMap<string, Connection>;
  /** How missing repositories are made, by the id of the registry. */
  readonly creations: ReadonlyMap<string, CreationSettings>;
}

/** Publishes under one progress, and says in one message what came of it. */
export async function publishConfirmed(parts: Parts, release: Release): Promise<void> {
  const outcomes = await withProgress(vscode.l10n.t('Publishing charts'), ({ signal, step }) =>
    runRelease(release.parts, release.workspace, waysOf(parts, release), {
      signal,
      onProgress: ({ done, total, bytes }) => {
        step(
          vscode.l10n.t('{done} of {total}, {bytes}', {
            ...{ done, total },
            bytes: formatSize(bytes),
          }),
        );
      },
    }),
  );
  parts.savedTree.refresh();
  showInTree(parts, release, outcomes);
  const offer = await tagOffer(outcomes);
  tellResults(
    parts.descriptions,
    { summary: summaryOf(outcomes), name: 'published.md', parts: outcomes.map(told) },
    ...(offer ? [offer] : []),
  );
}

function waysOf(parts: Parts, { hosts, creations }: Release): ReleaseWays {
  return {
    registry: (host) => (hosts.get(host) ?? parts.connections.forHost(host)).registry,
    saved: parts.saved,
    sources: parts.dependencySources,
    save: async (chart, options) => {
      await saveOpenFiles(chart);
      return (await saveChart(chart.directory, parts.saved, options)).reference;
    },
    creation: ({ id }) => creations.get(id),
  };
}

function showInTree(
  { explorerTree }: Parts,
  { hosts, creations }: Release,
  outcomes: readonly PartOutcome[],
): void {
  for (const outcome of outcomes) {
    if (outcome.is !== 'published') continue;
    const { registry, repository } = outcome.place;
    const connection = hosts.get(registry);
    if (!connection) continue;
    const settings = creations.get(connection.registry.id);
    if (outcome.created && settings) {
      explorerTree.created(connection.id, { name: repository, ...shownOf(settings) });
    }
    explorerTree.pushed(connection.id, repository);
  }
}

function summaryOf(outcomes: readonly PartOutcome[]): string {
  const total = outcomes.length;
  const done = outcomes.filter(({ is }) => is === 'published' || is === 'unchanged').length;
  if (outcomes.some(({ is }) => is === 'cancelled')) {
    return vscode.l10n.t('Cancelled after {done} of {total} were published', { done, total });
  }
  const [first] = outcomes;
  if (first && total === 1 && done === 1) {
    return vscode.l10n.t('Published {reference}', { reference: referenceOf(first) });
  }
  const failure = outcomes.find(({ is }) => is === 'failed');
  return failure
    ? vscode.l10n.t('Published {done} of {total}: {name} could not be published', {
        ...{ done, total, name: failure.chart.name },
      })
    : vscode.l10n.t('Published {total} of {total}', { total });
}

function told(outcome: PartOutcome): PartResult {
  const label = referenceOf(outcome);
  switch (outcome.is) {
    case 'failed':
      return { label, words: '', error: outcome.error };
    case 'cancelled':
      return { label, words: vscode.l10n.t('not published, as it was cancelled') };
    case 'unchanged':
      return { label, words: vscode.l10n.t('was there already, with the same content') };
    case 'published': {
      const words = [
        vscode.l10n.t('published (sha256:{digest}, {size} sent)', {
          digest: shortDigest(outcome.digest),
          size: formatSize(outcome.copiedBytes),
        }),
        outcome.created && vscode.l10n.t('into a repository created for it'),
        outcome.updated.length > 0 &&
          vscode.l10n.t('its dependencies were updated: {list}', {
            list: outcome.updated.join(', '),
          }),
      ];
      return { label, words: words.filter(Boolean).join('; ') };
    }
  }
}

function referenceOf({ place, chart }: PartOutcome): string {
  return publishReference(place, chart.version);
}
