import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { editFile } from '../charts/editFile';
import { writeFiles } from '../charts/writeFiles';
import { container, type FlowStep } from './publishFlow';
import { publishSample } from './publishSample';
import type { Session } from './session';

/** Hosts of two registries, which are connected by these names. */
export interface ReviewedPlaces {
  readonly dev: string;
  readonly prod: string;
}

const budget = { 'templates/budget.yaml': 'kind: PodDisruptionBudget\n' };

/** A person sees what has changed in a chart since it was published, and then what publishing all charts would do. */
export async function* reviewFlow(
  session: Session,
  places: ReviewedPlaces,
): AsyncGenerator<FlowStep> {
  const { window, workspace } = session;
  const storefront = join(workspace, 'charts', 'storefront');
  await publishBefore(session, places);
  await window.ready(container);
  await window.openView(container, 'Charts');
  await window.collapseView('Saved Charts');
  await window.waitForRow('Charts', '1.4.0 · differs in 1 of 2 · not saved');
  await window.rowMenu('Charts', 'storefront', 'Compare Chart With Published Version…');
  await window.pickQuickPick('1.3.0', 'Compare Chart With Published Version');
  const view = 'storefront:1.3.0 ↔ workspace';
  await window.waitForRow(view, '1.3.0 → 1.4.0 · values: 1 added, 1 changed');
  // What is written meanwhile is there, too; with it the chart is what dev has.
  await writeFiles(storefront, budget);
  await window.waitForRow(view, 'budget.yaml');
  await window.clickRow(view, 'values.yaml');
  await window.waitForEditor(`values.yaml (${view})`);
  await window.waitForText('replicas: 3');
  yield { name: 'compare', happened: (await window.treeRows(view)).join(', ') };

  await window.runCommand('Chartroom: Close Comparison');
  await window.runCommand('View: Close All Editors');
  await window.openFile('charts/storefront/Chart.yaml');
  await window.waitForLens('Push to');
  await window.waitForRow('Charts', '1.4.0 · not published in 1 of 2');
  await window.expandRow('Charts', 'storefront');
  await window.expandRow('Charts', 'worker');
  await window.waitForRow('Charts', 'same · charts/storefront');
  await window.runCommand('Chartroom: Publish Charts…');
  await window.waitForChoice('storefront 1.4.0 → prod: live/storefront');
  yield { name: 'plan', happened: (await window.treeRows('Charts')).join(', ') };
}

/** Leaves the storefront a version ahead of prod, and a worker that is not the one in dev any more. */
async function publishBefore(session: Session, { dev, prod }: ReviewedPlaces): Promise<void> {
  const { workspace } = session;
  const charts = { host: dev, parent: 'charts' };
  const live = { host: prod, parent: 'live' };
  const storefront = join(workspace, 'charts', 'storefront');
  const worker = join(workspace, 'charts', 'worker');
  await writeFiles(workspace, {
    '.vscode/settings.json': JSON.stringify({
      'chartroom.publish.repository': [`oci://${dev}/charts/`, `oci://${prod}/live/`],
    }),
  });
  await editFile(join(storefront, 'Chart.yaml'), 'version: 1.4.0', 'version: 1.3.0');
  await publishSample(session, 'storefront', '1.3.0', charts);
  await publishSample(session, 'storefront', '1.3.0', live);
  await editFile(join(storefront, 'Chart.yaml'), 'version: 1.3.0', 'version: 1.4.0');
  await editFile(join(storefront, 'values.yaml'), 'replicas: 2', 'replicas: 3\nlogLevel: info');
  await writeFiles(storefront, budget);
  await publishSample(session, 'storefront', '1.4.0', charts);
  for (const path of Object.keys(budget)) await rm(join(storefront, path));
  await publishSample(session, 'worker', '0.9.0-rc.1_build.7', charts);
  await writeFiles(worker, { 'templates/config.yaml': 'kind: ConfigMap\n' });
}
