import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietSettings, writeSettings, type Settings } from './settings';
import { installOf, launchOf, type LaunchOptions } from './launch';
import { runGroup, startGroup } from './processGroup';

export interface WorkbenchOptions extends LaunchOptions {
  /** Absolute path of the folder to open. */
  readonly workspace: string;
  /** Added to {@link quietSettings}. */
  readonly userSettings?: Settings;
  readonly machineSettings?: Settings;
  readonly extraEnv?: Readonly<Record<string, string>>;
  /** Keeps VS Code's data here; by default it is a temporary folder, removed by `stop`. */
  readonly dataDirectory?: string;
}

/** A running VS Code server. */
export interface Workbench {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** The address that opens the workspace with the extension. */
  readonly url: string;
  readonly serverDataDir: string;
  /** The address that runs a compiled test module in the extension host (see hostSuite.ts). */
  testUrl(testModule: string): string;
  stop(): Promise<void>;
}

/** Starts VS Code for a browser on a port of loopback that the system chooses. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const serverDataDir =
    options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'chartroom-workbench-')));
  const removeData = async (): Promise<void> => {
    if (options.dataDirectory !== undefined) return;
    await rm(serverDataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    await prepareData(serverDataDir, options);
    const launch = launchOf(serverDataDir, options);
    const group = startGroup(options.server.node, launch.args, {
      env: { ...process.env, ...launch.env, ...options.extraEnv },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const port = await listeningPort(group.child, launch.listening);
    return {
      origin: `http://127.0.0.1:${port}`,
      url: workbenchUrl(port, options),
      serverDataDir,
      testUrl: (testModule) => workbenchUrl(port, options, testModule),
      async stop() {
        await group.stop();
        await removeData();
      },
    };
  } catch (error) {
    await removeData();
    throw error;
  }
}

async function prepareData(serverDataDir: string, options: WorkbenchOptions): Promise<void> {
  const data = join(serverDataDir, 'data');
  const userSettings = { ...quietSettings, ...options.userSettings };
  await writeSettings(join(data, 'User', 'settings.json'), userSettings);
  await writeSettings(join(data, 'Machine', 'settings.json'), options.machineSettings ?? {});
  if ('vsix' in options.extension) {
    const { server, extension } = options;
    const { args, env } = installOf(serverDataDir, server, extension.vsix);
    await runGroup(server.node, args, { env: { ...process.env, ...env } });
  }
}

/** Resolves when the server says that it listens; rejects with its log when it ends before. */
function listeningPort({ stdout, stderr }: ChildProcess, listening: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    const read = (text: string): void => {
      if (log.length < 100_000) log += text;
      const port = listening.exec(log)?.[1];
      if (port !== undefined) resolve(port);
    };
    stdout?.setEncoding('utf8').on('data', read);
    stdout?.once('close', () => {
      reject(new Error(`The VS Code server ended before it listened:\n${log}`));
    });
    stderr?.setEncoding('utf8').on('data', read);
  });
}

function workbenchUrl(port: string, options: WorkbenchOptions, testModule?: string): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload: [string, string][] = [];
  if ('developmentPath' in options.extension) {
    payload.push(['extensionDevelopmentPath', remote(options.extension.developmentPath)]);
  }
  if (testModule !== undefined) payload.push(['extensionTestsPath', remote(testModule)]);
  const url = new URL(`http://127.0.0.1:${port}/`);
  url.searchParams.set('folder', options.workspace);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}
