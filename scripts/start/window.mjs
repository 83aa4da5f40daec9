import { join } from 'node:path';
import { root, support } from '../run/project.mjs';
import { packageExtension } from './build.mjs';

/**
 * Opens VS Code with the extension: a desktop window where there is a display and a VS Code for it,
 * else the server of one for any browser.
 *
 * @returns {Promise<{ told: string, closed?: Promise<void>, stop(): Promise<void> }>} `told` says
 *   where it is; `closed` settles when the person closes a desktop window.
 */
export async function openWindow({ home, workspace, settings, peers }) {
  const desktop = hasDisplay() ? await openDesktop({ home, workspace, settings }) : undefined;
  return desktop ?? openServer({ home, workspace, settings, peers: await peers() });
}

function hasDisplay() {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some(Boolean);
}

async function openDesktop({ home, workspace, settings }) {
  const { desktopVsCode, openDesktop: open } = support('workbench/desktop');
  let executable;
  try {
    executable = await desktopVsCode();
  } catch (error) {
    console.log(`No desktop VS Code (${error.message}); opening one for the browser instead.`);
    return undefined;
  }
  const { child, stop } = await open(executable, {
    developmentPath: root,
    workspace,
    dataDirectory: join(home, 'desktop'),
    userSettings: settings,
  });
  const closed = new Promise((resolve) => child.once('exit', resolve));
  return { told: 'VS Code opens in a window of its own.', closed, stop };
}

async function openServer({ home, workspace, settings, peers }) {
  const { env, missing } = peers;
  if (missing.length > 0) {
    throw new Error(missing.map(({ title, reason }) => `${title}: ${reason}`).join('\n'));
  }
  const workbench = await support('workbench/server').startWorkbench({
    server: { node: env.CHARTROOM_TEST_NODE24, codeServer: env.CHARTROOM_TEST_CODE_SERVER },
    workspace,
    extension: { vsix: await packageExtension() },
    machineSettings: settings,
    dataDirectory: join(home, 'vscode'),
  });
  return { told: `VS Code: ${workbench.url}`, stop: workbench.stop };
}
