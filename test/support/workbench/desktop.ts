import { join } from 'node:path';
import { inspect } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import type { HostSuiteOptions, HostSuiteResult } from './hostSuite';
import { startGroup, type ProcessGroup } from './processGroup';
import { quietSettings, writeSettings, type Settings } from './settings';

export interface DesktopOptions {
  /** The project's folder. */
  readonly developmentPath: string;
  readonly workspace: string;
  readonly dataDirectory: string;
  readonly userSettings: Settings;
}

/** The desktop VS Code of `VSCODE_EXECUTABLE`, or one that is downloaded into `.vscode-test`. */
export async function desktopVsCode(): Promise<string> {
  const given = process.env['VSCODE_EXECUTABLE'];
  return given === undefined || given === '' ? downloadAndUnzipVSCode() : given;
}

/** Opens a desktop window with the extension of a folder. It ends when the person closes it. */
export async function openDesktop(
  executable: string,
  options: DesktopOptions,
): Promise<ProcessGroup> {
  const settings = join(options.dataDirectory, 'User', 'settings.json');
  await writeSettings(settings, { ...quietSettings, ...options.userSettings });
  return startGroup(
    executable,
    [
      options.workspace,
      `--extensionDevelopmentPath=${options.developmentPath}`,
      `--user-data-dir=${options.dataDirectory}`,
      `--extensions-dir=${join(options.dataDirectory, 'extensions')}`,
      '--wait',
    ],
    { stdio: 'ignore' },
  );
}

type DesktopSuiteOptions = Pick<
  HostSuiteOptions,
  'workspace' | 'machineSettings' | 'extraEnv' | 'testModule' | 'report'
> & { readonly developmentPath: string; readonly dataDirectory: string };

/** Runs a test module in the extension host of a desktop VS Code. */
export async function runDesktopSuite(options: DesktopSuiteOptions): Promise<HostSuiteResult> {
  await writeSettings(join(options.dataDirectory, 'User', 'settings.json'), {
    ...quietSettings,
    ...options.machineSettings,
  });
  const vscodeExecutablePath = await desktopVsCode();
  try {
    const exitCode = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: options.developmentPath,
      extensionTestsPath: options.testModule,
      extensionTestsEnv: { ...options.extraEnv, CHARTROOM_TEST_REPORT: options.report },
      launchArgs: [
        options.workspace,
        `--user-data-dir=${options.dataDirectory}`,
        '--disable-workspace-trust',
      ],
    });
    return { exitCode, log: '' };
  } catch (error) {
    // It rejects when the suite failed; the report says which tests did.
    return { exitCode: 1, log: inspect(error) };
  }
}
