import { join } from 'node:path';

/** Where VS Code comes from: a Node.js 24 program and the folder of the npm package code-server. */
export interface VsCodeServer {
  readonly node: string;
  readonly codeServer: string;
}

/**
 * The extension as its folder on disk, or packaged. A folder, and a test module, need VS Code's driver
 * for tests, which shows no notifications: a window for people takes the package.
 */
export type ExtensionUnderTest = { readonly developmentPath: string } | { readonly vsix: string };

export interface LaunchOptions {
  readonly server: VsCodeServer;
  readonly extension: ExtensionUnderTest;
  /** True starts with workspace trust on, which opens an unknown folder in Restricted Mode. */
  readonly workspaceTrust?: boolean;
}

/** What to give Node.js, and what the server then says when it listens, with its port. */
export interface Launch {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly listening: RegExp;
}

/** Settings, extensions and storage of either launch are in `data` and `extensions` of `dataDirectory`. */
export function launchOf(dataDirectory: string, options: LaunchOptions): Launch {
  const trust = options.workspaceTrust === true ? [] : ['--disable-workspace-trust'];
  if ('developmentPath' in options.extension) {
    return {
      args: [...bareServer(dataDirectory, options.server), ...trust],
      env: {},
      listening: /Extension host agent listening on (\d+)/,
    };
  }
  return {
    args: [...front(dataDirectory, options.server), '--bind-addr=127.0.0.1:0', ...trust],
    env: frontEnvironment(dataDirectory),
    listening: /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/,
  };
}

/** Installs a package and ends. */
export function installOf(
  dataDirectory: string,
  server: VsCodeServer,
  vsix: string,
): Omit<Launch, 'listening'> {
  return {
    args: [...front(dataDirectory, server), `--install-extension=${vsix}`, '--force'],
    env: frontEnvironment(dataDirectory),
  };
}

/** VS Code's own server. It takes an extension or a test module from the address only with its driver for tests. */
function bareServer(dataDirectory: string, { codeServer }: VsCodeServer): string[] {
  return [
    join(codeServer, 'lib', 'vscode', 'out', 'server-main.js'),
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level=off',
    '--enable-smoke-test-driver',
    `--server-data-dir=${dataDirectory}`,
  ];
}

/** The same behind code-server's front, which gives the window web views, and secrets that outlive a reload. */
function front(dataDirectory: string, { codeServer }: VsCodeServer): string[] {
  return [
    join(codeServer, 'out', 'node', 'entry.js'),
    '--auth=none',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-getting-started-override',
    `--config=${join(dataDirectory, 'code-server.yaml')}`,
    `--user-data-dir=${join(dataDirectory, 'data')}`,
    `--extensions-dir=${join(dataDirectory, 'extensions')}`,
  ];
}

/** PORT would win over the address; the other keeps what the front notes down out of the home folder. */
function frontEnvironment(dataDirectory: string): Launch['env'] {
  return { PORT: undefined, XDG_DATA_HOME: join(dataDirectory, 'home') };
}
