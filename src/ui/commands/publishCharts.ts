import * as vscode from 'vscode';
import { ChartroomError } from '../../base/error';
import type { Digest } from '../../oci/digest';
import type { ReleaseChart } from '../../publishing/release/chart';
import { nextFreeVersion } from '../../publishing/release/nextFree';
import { planRelease, type PlannedPart, type PlanWays } from '../../publishing/release/plan';
import type { ConfirmedPart } from '../../publishing/release/run';
import { placesOf, validPlaces } from '../charts/chartItem';
import { chosenCharts, type ChosenCharts } from '../charts/chosenCharts';
import { bumpRow, partRow, problemRow, type PlanChoice, type SettingOf } from '../charts/planRows';
import { readPublishSetting } from '../charts/publishTargets';
import { readReleaseCharts } from '../charts/releaseCharts';
import { createSavedStates } from '../charts/savedState';
import type { WorkspaceChart } from '../charts/workspaceCharts';
import type { Connection } from '../connections/connections';
import { pickPlanned, type PlannedRow } from '../pick/pickPlanned';
import { pickRegistry } from '../pick/pickRegistry';
import type { CommandHandler } from '../window/command';
import { withProgress } from '../window/progress';
import { askCreations, type MissingRepositories } from './askCreations';
import { writeVersion } from './bumpVersion';
import type { Parts } from './parts';
import { publishConfirmed, type Release } from './publishConfirmed';
import { saveOpenFiles } from './saveChart';

/** Publish Charts: the chosen ones, else all that have a place, after one plan of what would be done. */
export function publishChartsCommand(parts: Parts): CommandHandler {
  const saved = createSavedStates();
  return async (argument, selection) => {
    const chosen = await chosenCharts(argument, selection);
    if (chosen.charts.length === 0) throw nothingToPublish();
    for (const chart of chosen.charts) await saveOpenFiles(chart);
    const hosts = await pickHosts(parts, chosen);
    if (!hosts) return;
    const connectionOf = (host: string): Connection =>
      hosts.get(host) ?? parts.connections.forHost(host);
    const ways: PlanWays = {
      registry: (host) => connectionOf(host).registry,
      states: parts.publishStates,
      digest: (directory, options) => saved.digest(directory, options),
    };
    const plan = await withProgress(vscode.l10n.t('Looking up what is published'), ({ signal }) =>
      planOf(chosen, ways, (host) => connectionOf(host).setting, signal),
    );
    const picked = await pickPlanned({
      title: vscode.l10n.t('Publish Charts'),
      placeholder: vscode.l10n.t('What is picked is published, sub-charts first'),
      rows: plan.rows,
    });
    if (!picked || picked.length === 0) return;
    const missing = missingRepositories(picked, hosts);
    const creations = await askCreations(parts, missing);
    if (!creations) return;
    const release = await bumped({ ...plan, picked, hosts, creations });
    await publishConfirmed(parts, release);
  };
}

/** The connection of each host that a chosen chart goes to; undefined when the question for one is closed. */
async function pickHosts(
  { connections }: Parts,
  { charts, takes }: ChosenCharts,
): Promise<ReadonlyMap<string, Connection> | undefined> {
  const hosts = new Map<string, Connection>();
  const setting = readPublishSetting();
  for (const chart of charts) {
    for (const place of validPlaces(chart, setting)) {
      if (hosts.has(place.registry) || !takes(chart.directory, place)) continue;
      const title = vscode.l10n.t('Publish Charts to {host}', { host: place.registry });
      const connection = await pickRegistry(place.registry, connections, title);
      if (!connection) return undefined;
      hosts.set(place.registry, connection);
    }
  }
  return hosts;
}

interface Plan {
  readonly workspace: readonly ReleaseChart[];
  readonly rows: readonly PlannedRow<PlanChoice>[];
}

async function planOf(
  chosen: ChosenCharts,
  ways: PlanWays,
  settingOf: SettingOf,
  signal: AbortSignal,
): Promise<Plan> {
  const { charts: workspace, problems } = await readReleaseCharts(chosen.workspace, { signal });
  const directories = new Set(chosen.charts.map(({ directory }) => directory));
  const charts = workspace.filter(({ directory }) => directories.has(directory));
  const parts = await planRelease(charts, workspace, ways, {
    signal,
    takes: ({ chart, place }) => chosen.takes(chart.directory, place),
  });
  const rows: PlannedRow<PlanChoice>[] = [];
  for (const chart of new Set(parts.map((part) => part.chart))) {
    const own = parts.filter((part) => part.chart === chart);
    rows.push(...own.map((part) => partRow(part, settingOf)));
    if (!own.some(isTaken)) continue;
    const places = own.map(({ place }) => place);
    const next = await nextFreeVersion({ ...chart, places }, ways, { signal });
    if (next !== undefined) rows.push(bumpRow({ chart, places, next }, settingOf));
  }
  for (const chart of chosen.charts) {
    for (const problem of problemsOf(chart, problems)) rows.push(problemRow(chart, problem));
  }
  return { workspace, rows };
}

/** The version is there with other content. */
function isTaken({ verdict }: PlannedPart): boolean {
  return verdict.is === 'replace' || verdict.is === 'immutable';
}

function missingRepositories(
  picked: readonly PlanChoice[],
  hosts: ReadonlyMap<string, Connection>,
): ReadonlyMap<Connection, MissingRepositories> {
  const missing = new Map<Connection, MissingRepositories>();
  for (const choice of picked) {
    if (choice.kind !== 'part' || choice.part.verdict.is !== 'publish') continue;
    const { place, verdict } = choice.part;
    const connection = hosts.get(place.registry);
    if (!connection || !verdict.repositoryMissing) continue;
    const { names = [] } = missing.get(connection) ?? {};
    missing.set(connection, { names: [...names, place.repository] });
  }
  return missing;
}

interface Picked extends Plan {
  readonly picked: readonly PlanChoice[];
  readonly hosts: Release['hosts'];
  readonly creations: Release['creations'];
}

/** Writes the new versions that were picked. A chart with a new version goes to its chosen places with that, and no other. */
async function bumped({ workspace, picked, hosts, creations }: Picked): Promise<Release> {
  const renewed = new Map<string, ReleaseChart>();
  const parts: ConfirmedPart[] = [];
  for (const choice of picked) {
    if (choice.kind !== 'bump') continue;
    const { chart, places, next } = choice;
    const uri = vscode.Uri.joinPath(vscode.Uri.file(chart.directory), 'Chart.yaml');
    await writeVersion(await vscode.workspace.openTextDocument(uri), next);
    const renewedChart = { ...chart, version: next };
    renewed.set(chart.directory, renewedChart);
    for (const place of places) parts.push({ chart: renewedChart, place, replaces: undefined });
  }
  for (const choice of picked) {
    if (choice.kind !== 'part' || renewed.has(choice.part.chart.directory)) continue;
    const { chart, place } = choice.part;
    parts.push({ chart, place, replaces: replacedBy(choice.part) });
  }
  const charts = workspace.map((chart) => renewed.get(chart.directory) ?? chart);
  return { parts, workspace: charts, hosts, creations };
}

function replacedBy({ verdict }: PlannedPart): Digest | undefined {
  return verdict.is === 'replace' ? verdict.existing : undefined;
}

function nothingToPublish(): ChartroomError {
  return new ChartroomError({
    code: 'release.no-places',
    template: 'No chart of the workspace has a place to be published to',
    remedy: { kind: 'choose-publish-target' },
  });
}

/** Why a chart, or one of its places, is not in the plan. */
function problemsOf(
  chart: WorkspaceChart,
  problems: ReadonlyMap<WorkspaceChart, ChartroomError>,
): readonly ChartroomError[] {
  const problem = problems.get(chart);
  if (problem) return [problem];
  const places = placesOf(chart);
  if (places.length > 0) return places.filter((place) => place instanceof ChartroomError);
  return [
    new ChartroomError({
      code: 'release.no-place',
      template: 'No place is set where {name} is published',
      facts: { name: chart.metadata?.name ?? chart.folder },
      remedy: { kind: 'open-setting', setting: 'chartroom.publish.repository' },
    }),
  ];
}
