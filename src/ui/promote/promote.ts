import * as vscode from 'vscode';
import { planPromotions } from '../../publishing/promote/plan';
import type { PlannedPromotion, Promotion } from '../../publishing/promote/promotion';
import { runPromotions, type PromotionResult } from '../../publishing/promote/run';
import { targetNames } from '../../publishing/promote/targetNames';
import type { RepositoryEntry } from '../../registries/registry';
import type { Parts } from '../commands/parts';
import { formatSize } from '../../base/size';
import { pickPlanned } from '../pick/pickPlanned';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import { askMissing, type MissingSettings } from './askMissing';
import { chooseTargets, type PromotionTarget } from './chooseTargets';
import { chooseVersions } from './chooseVersions';
import { draggedRows, selectedOf } from './chosenRows';
import type { ChosenVersion } from './chosenVersion';
import { plannedRow } from './plannedRow';
import { isPromotionRequest } from './promotionRequest';
import { tellPromoted } from './tellPromoted';

type Needed = Pick<
  Parts,
  | 'saved'
  | 'savedTree'
  | 'connections'
  | 'listings'
  | 'memory'
  | 'globalMemory'
  | 'descriptions'
  | 'explorerTree'
  | 'explorerView'
>;

/**
 * Promote: copies versions of the selected rows to other places, after a plan that is confirmed. Asks what
 * is not said by the rows, and by where they were dropped: from the palette all of it.
 */
export function promoteCommand(parts: Needed): CommandHandler {
  return async (argument, selection) => {
    const dropped = isPromotionRequest(argument) ? argument : undefined;
    const versions = await chooseVersions(
      parts,
      dropped ? await draggedRows(parts, dropped.rows) : selectedOf(parts, argument, selection),
    );
    if (versions.length === 0) return;
    const targets = await chooseTargets(parts, versions, dropped);
    if (targets) await promote(parts, versions, targets);
  };
}

async function promote(
  parts: Needed,
  versions: readonly ChosenVersion[],
  targets: readonly PromotionTarget[],
): Promise<void> {
  const promotions = targets.flatMap((target) => promotionsTo(target, versions));
  const planned = await withProgress(vscode.l10n.t('Looking up what is there'), ({ signal }) =>
    planPromotions(promotions, { signal }),
  );
  const chosen = await pickPlanned({
    title: vscode.l10n.t('Promote'),
    placeholder: vscode.l10n.t(
      'Nothing has been sent yet. What is checked is going to be promoted',
    ),
    rows: planned.map((one) => plannedRow(one, parts.connections.forHost(one.registry.id).setting)),
  });
  if (!chosen || chosen.length === 0) return;
  const settings = await askMissing(
    parts,
    targets.map(({ connection }) => connection),
    chosen,
    (one) => entryOf(versions, one),
  );
  if (!settings) return;
  const results = await run(parts, chosen, settings);
  noteInTree(parts, results);
  const [only, ...others] = results;
  // Alone it is shown with its way out, such as a sign-in.
  if (only?.is === 'failed' && others.length === 0) throw only.error;
  tellPromoted(parts, results);
}

function promotionsTo(
  { connection: { registry }, naming }: PromotionTarget,
  versions: readonly ChosenVersion[],
): Promotion[] {
  const names = targetNames([...new Set(versions.map(({ name }) => name))], naming);
  return versions.map(({ source, reference, from, name, tag }) => ({
    ...{ source, reference, from, registry, tag },
    repository: registry.repository(names.get(name) ?? name),
  }));
}

function entryOf(
  versions: readonly ChosenVersion[],
  { from }: PlannedPromotion,
): RepositoryEntry | undefined {
  return versions.find((version) => version.from === from)?.entry;
}

function run(
  { explorerTree }: Needed,
  chosen: readonly PlannedPromotion[],
  settings: MissingSettings,
): Thenable<readonly PromotionResult[]> {
  const title = vscode.l10n.t('Promoting {count} versions', { count: chosen.length });
  return withProgress(title, ({ signal, onShare }) =>
    runPromotions(chosen, {
      signal,
      settingsOf: ({ registry }) => settings.get(registry.id),
      onCreated: ({ registry, repository: { name } }, made) => {
        const { mutability, scanOnPush } = made;
        explorerTree.created(registry.id, {
          name,
          ...(mutability && { mutability }),
          ...(scanOnPush !== undefined && { scanOnPush }),
        });
      },
      onProgress: ({ done, total, share, doneBytes, totalBytes }) => {
        const facts = { done, total, bytes: formatSize(doneBytes), all: formatSize(totalBytes) };
        onShare(share, vscode.l10n.t('{done} of {total} versions, {bytes} of {all}', facts));
      },
    }),
  );
}

function noteInTree({ explorerTree }: Needed, results: readonly PromotionResult[]): void {
  const repositories = new Map(
    results
      .filter(({ is }) => is === 'done')
      .map(({ planned: { registry, repository } }) => [
        `${registry.id} ${repository.name}`,
        [registry.id, repository.name] as const,
      ]),
  );
  for (const [id, name] of repositories.values()) explorerTree.pushed(id, name);
}
