import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inTemporaryFolder } from '../temporaryFolder';
import {
  startRegistry,
  type TestRegistry,
  type TestRegistryOptions,
} from '../registry/testRegistry';
import { openPage } from './browser';
import { copySampleWorkspace } from './sampleWorkspace';
import { startWorkbench, type WorkbenchOptions } from './server';
import { workbenchPage, type WorkbenchPage } from './workbenchPage';

export interface SessionOptions extends Pick<
  WorkbenchOptions,
  'server' | 'extension' | 'userSettings' | 'workspaceTrust' | 'extraEnv'
> {
  readonly chromium: string;
  /** How the registry behaves; without logins when not given. */
  readonly registry?: Omit<TestRegistryOptions, 'directory'>;
  /** False leaves the registry for the test to connect. */
  readonly connected?: boolean;
  /** Entries of the setting in place of the one for the registry. */
  readonly registries?: readonly object[];
  /** Where a picture of the window is put when something fails. */
  readonly failures: string;
}

/** A window of VS Code with the sample charts, and an empty registry that is connected. */
export interface Session {
  readonly window: WorkbenchPage;
  readonly workspace: string;
  readonly registry: TestRegistry;
  /** An empty folder. */
  readonly exportFolder: string;
}

/** Opens such a window for the time of `use`; nothing of it stays. */
export async function inSession(
  options: SessionOptions,
  use: (session: Session) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const workspace = await copySampleWorkspace(folder);
    const exportFolder = join(folder, 'export');
    await mkdir(exportFolder);
    const registry = await startRegistry({
      ...options.registry,
      directory: join(folder, 'registry'),
    });
    try {
      const local = { host: registry.host, name: 'Local registry' };
      const registries = options.registries ?? (options.connected === false ? [] : [local]);
      const workbench = await startWorkbench({
        ...options,
        workspace,
        machineSettings: { 'chartroom.registries': registries },
      });
      try {
        await inWindow(workbench.url, options, (window) =>
          use({ window, workspace, registry, exportFolder }),
        );
      } finally {
        await workbench.stop();
      }
    } finally {
      await registry.stop();
    }
  });
}

async function inWindow(
  url: string,
  { chromium, failures }: SessionOptions,
  use: (window: WorkbenchPage) => Promise<void>,
): Promise<void> {
  const opened = await openPage(url, { chromium });
  const window = workbenchPage(opened.page);
  try {
    await use(window);
  } catch (error) {
    const picture = join(failures, `${new Date().toISOString().replaceAll(':', '-')}.png`);
    await opened.page.screenshot({ path: picture });
    throw new Error(`The window did not do as expected; ${picture} shows it`, { cause: error });
  } finally {
    await opened.close();
  }
}
