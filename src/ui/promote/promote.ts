import * as vscode from 'vscode';
import { settingsLike } from '../../publishing/creationSettings';
import { planPromotions } from '../../publishing/promote/plan';
import type { PlannedPromotion, Promotion } from '../../publishing/promote/promotion';
import { runPromotions, type PromotionResult } from '../../publishing/promote/run';
import { targetNames } from '../../publishing/promote/targetNames';
import type { CreationSettings } from '../../registries/registry';
import { askCreations, type MissingRepositories } from '../commands/askCreations';
import { shownOf } from '../commands/makeRepository';
import type { Parts } from '../commands/parts';
import type { Connection } from '../connections/connections';
import { formatSize } from '../../base/size';
import { pickPlanned } from '../pick/pickPlanned';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
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
  const connections = targets.map(({ connection }) => connection);
  const settings = await askCreations(parts, missingRepositories(connections, chosen, versions));
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
  return versions.map(({ source, reference, listed, from, name, tag }) => ({
    ...{ source, reference, listed, from, registry, tag },
    repository: registry.repository(names.get(name) ?? name),
  }));
}

/** Offered is what the repositories are set to that the versions come from. */
function missingRepositories(
  connections: readonly Connection[],
  chosen: readonly PlannedPromotion[],
  versions: readonly ChosenVersion[],
): ReadonlyMap<Connection, MissingRepositories> {
  const missing = new Map<Connection, MissingRepositories>();
  for (const connection of connections) {
    const lacking = chosen.filter((one) => lacksItsRepository(one, connection));
    const [first] = lacking;
    if (!first) continue;
    const like = versions.find(({ from }) => from === first.from)?.entry;
    missing.set(connection, {
      names: lacking.map(({ repository }) => repository.name),
      offered: like && ((choices) => settingsLike(like, choices)),
    });
  }
  return missing;
}

function lacksItsRepository({ registry, outlook }: PlannedPromotion, { id }: Connection): boolean {
  return registry.id === id && outlook.is === 'new' && outlook.repository === 'create';
}

function run(
  { explorerTree }: Needed,
  chosen: readonly PlannedPromotion[],
  settings: ReadonlyMap<string, CreationSettings>,
): Thenable<readonly PromotionResult[]> {
  const title = vscode.l10n.t('Promoting {count} versions', { count: chosen.length });
  return withProgress(title, ({ signal, onShare }) =>
    runPromotions(chosen, {
      signal,
      settingsOf: ({ registry }) => settings.get(registry.id),
      onCreated: ({ registry, repository: { name } }, made) => {
        explorerTree.created(registry.id, { name, ...shownOf(made) });
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
