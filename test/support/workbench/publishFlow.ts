import type { WorkbenchPage } from './workbenchPage';

export const container = 'Chartroom';

export interface PublishFlowOptions {
  /** `127.0.0.1:PORT` of the one registry that is connected. */
  readonly registry: string;
  /** Where the chart is exported to, an existing folder. */
  readonly exportFolder: string;
}

export interface FlowStep {
  /** A word for file names. */
  readonly name: string;
  /** What VS Code answered. */
  readonly happened: string;
}

/**
 * The whole way of a chart as a person goes it: saved from the workspace, pushed to a registry,
 * pulled from there, exported as a folder and opened. Yields after each step, while its answer is on the screen.
 */
export async function* publishFlow(
  window: WorkbenchPage,
  { registry, exportFolder }: PublishFlowOptions,
): AsyncGenerator<FlowStep> {
  await window.ready(container);
  await window.openView(container, 'Charts');
  await window.waitForRow('Charts', 'storefront');
  yield { name: 'charts', happened: (await window.treeRows('Charts')).join(', ') };

  await window.runCommand('Chartroom: Save Chart');
  await window.pickQuickPick('storefront');
  const saved = await window.notification('Saved storefront:1.4.0');
  await window.waitForRow('Saved Charts', 'storefront');
  yield { name: 'save', happened: saved };
  await window.clearNotifications();

  await window.runCommand('Chartroom: Push Saved Chart…');
  await window.pickQuickPick('storefront:1.4.0');
  await window.pickQuickPick('storefront');
  const pushed = await window.notification(`Pushed ${registry}/storefront:1.4.0`);
  yield { name: 'push', happened: pushed };

  await window.pressNotification('Pushed', 'Show in Registries');
  await window.waitForRow('Registries', '1.4.0');
  yield { name: 'browse', happened: (await window.treeRows('Registries')).join(', ') };

  await window.runCommand('Chartroom: Pull Chart…');
  await window.pickQuickPick('storefront');
  await window.pickQuickPick('1.4.0');
  await window.pickQuickPick('Into the saved charts');
  const pulled = await window.notification(`Pulled ${registry}/storefront:1.4.0`);
  await window.waitForRow('Saved Charts', registry);
  yield { name: 'pull', happened: pulled };
  await window.clearNotifications();

  await window.runCommand('Chartroom: Export Saved Chart…');
  await window.pickQuickPick(`${registry}/storefront:1.4.0`);
  await window.chooseFolder(exportFolder, 'Export Here');
  const exported = await window.notification('Exported storefront 1.4.0');
  yield { name: 'export', happened: exported };

  await window.pressNotification('Exported', 'Open Chart.yaml');
  await window.waitForEditor('Chart.yaml');
  yield { name: 'open', happened: 'Chart.yaml is open in the editor' };
}
