import { tmpdir } from 'node:os';
import * as vscode from 'vscode';
import type { Mirror } from '../../publishing/mirror/mirror';
import type { MirrorPlaces } from '../../publishing/mirror/origin';
import type { MirrorPlan, PlannedVersion } from '../../publishing/mirror/plan';
import { planMirror } from '../../publishing/mirror/planMirror';
import { runMirror, type MirrorSettings } from '../../publishing/mirror/runMirror';
import type { MirrorResult } from '../../publishing/mirror/result';
import { askCreations } from '../commands/askCreations';
import type { Parts } from '../commands/parts';
import { pickPlanned } from '../pick/pickPlanned';
import { withProgress } from '../window/progress';
import { mirrorPlaces } from './places';
import { countsOf, plannedRows } from './plannedRow';
import { tellMirrored } from './tellMirrored';

type Needed = Pick<
  Parts,
  | 'connections'
  | 'dependencySources'
  | 'descriptions'
  | 'globalMemory'
  | 'explorerTree'
  | 'explorerView'
>;

/**
 * Shows what a mirror would do, and does what is left of it.
 *
 * @param save keeps the answers as a file, where they are none yet
 */
export async function carryOut(
  parts: Needed,
  mirror: Mirror,
  save: (() => Promise<void>) | undefined,
): Promise<void> {
  const places = await mirrorPlaces(parts);
  const plan = await planned(mirror, places);
  const [problem] = plan.problems;
  // A source that cannot be read has a remedy, which a row could not offer.
  if (problem && plan.versions.length === 0) throw problem.error;
  const chosen = await pickPlanned({
    title: vscode.l10n.t('Mirror: {counts}', { counts: countsOf(plan) }),
    placeholder: vscode.l10n.t('Press Enter to mirror what is checked'),
    rows: plannedRows(plan, mirror.onConflict, (host) => parts.connections.forHost(host).setting),
  });
  const versions = chosen?.filter((one) => one !== undefined) ?? [];
  if (versions.length === 0) return;
  const settings = await settingsFor(parts, mirror, versions);
  if (!settings) return;
  const results = await run(parts, places, versions, settings);
  tellMirrored(parts, results, plan, save);
}

function planned(mirror: Mirror, places: MirrorPlaces): PromiseLike<MirrorPlan> {
  return withProgress(vscode.l10n.t('Planning the mirror'), ({ signal, step }) =>
    planMirror(mirror, places, {
      signal,
      onProgress: ({ done, total }) => {
        step(vscode.l10n.t('{done} of {total} charts', { done, total }));
      },
    }),
  );
}

async function settingsFor(
  parts: Needed,
  mirror: Mirror,
  versions: readonly PlannedVersion[],
): Promise<MirrorSettings | undefined> {
  const missing = versions.filter(({ state }) => state.is === 'missing-repository');
  const [first] = missing;
  if (!first || mirror.create !== false) return mirror;
  // What one registry does not let choose is left out for it, so one question does for all of them.
  const connection = parts.connections.forHost(first.target.registry);
  const names = missing.map(({ target }) => target.repository);
  const answers = await askCreations(parts, new Map([[connection, { names }]]));
  const create = answers?.get(connection.registry.id);
  return create && { ...mirror, create };
}

function run(
  { explorerTree, connections }: Needed,
  places: MirrorPlaces,
  versions: readonly PlannedVersion[],
  settings: MirrorSettings,
): PromiseLike<readonly MirrorResult[]> {
  const title = vscode.l10n.t('Mirroring {count} versions', { count: versions.length });
  return withProgress(title, ({ signal, onShare }) =>
    runMirror(versions, settings, places, {
      signal,
      temporaryFolder: tmpdir(),
      chosen: true,
      onCreated: ({ registry, repository }) => {
        explorerTree.created(connections.forHost(registry).id, { name: repository });
      },
      onProgress: ({ done, total, failed }) => {
        onShare(
          done / total,
          failed === 0
            ? vscode.l10n.t('{done} of {total}', { done, total })
            : vscode.l10n.t('{done} of {total}, {failed} failed', { done, total, failed }),
        );
      },
    }),
  );
}
