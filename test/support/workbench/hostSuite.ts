import { startWorkbench, type WorkbenchOptions } from './server';
import { openPage } from './browser';

export interface HostSuiteOptions extends WorkbenchOptions {
  readonly chromium: string;
  /** Absolute path, without extension, of a compiled module that exports `run(): Promise<void>`. */
  readonly testModule: string;
  /** The file the test module writes its records to. */
  readonly report: string;
  /** After this many milliseconds the suite is given up. */
  readonly timeout: number;
}

export interface HostSuiteResult {
  /** 0 when `run()` resolved, 1 when it rejected. */
  readonly exitCode: number;
  /** What VS Code and the tests logged. */
  readonly log: string;
}

/** Runs a test module in the extension host of a VS Code opened in a browser. */
export async function runHostSuite(options: HostSuiteOptions): Promise<HostSuiteResult> {
  const workbench = await startWorkbench({
    ...options,
    extraEnv: { ...options.extraEnv, CHARTROOM_TEST_REPORT: options.report },
  });
  try {
    return await runInBrowser(workbench.testUrl(options.testModule), options);
  } finally {
    await workbench.stop();
  }
}

async function runInBrowser(url: string, options: HostSuiteOptions): Promise<HostSuiteResult> {
  const log: string[] = [];
  const { promise: exit, resolve: settle } = deferred<number | undefined>();
  const timer = setTimeout(settle, options.timeout, undefined);
  const opened = await openPage(url, {
    chromium: options.chromium,
    // The names by which the workbench reports to whoever drives it.
    async prepare(page) {
      await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
        log.push(`${type}: ${args.map(String).join(' ')}`);
      });
      await page.exposeFunction('codeAutomationExit', settle);
    },
  });
  try {
    const exitCode = await exit;
    if (exitCode === undefined) {
      log.push(`The suite was not over after ${options.timeout / 1000} s.`);
    }
    return { exitCode: exitCode ?? 1, log: log.join('\n') };
  } finally {
    clearTimeout(timer);
    await opened.close();
  }
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: ((value: T) => void) | undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: (value) => resolve?.(value) };
}
