import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, support } from '../run/project.mjs';
import { readRecords } from './records.mjs';
import { failed } from './results.mjs';

/** The most characters of VS Code's log that are told when the suite did not get through. */
const logLimit = 8_000;

/** Runs test/host inside the extension host of a real VS Code, on a folder that it fills with the sample workspace. */
export async function host({ env }) {
  const directory = await mkdtemp(join(tmpdir(), 'chartroom-host-'));
  try {
    const report = join(directory, 'records.jsonl');
    await writeFile(report, '');
    const workspace = join(directory, 'workspace');
    await mkdir(workspace);
    const { exitCode, log } = await runSuite({
      workspace,
      report,
      testModule: join(root, 'out', 'test', 'host', 'index'),
      machineSettings: { 'chartroom.saved.path': join(directory, 'saved') },
      extraEnv: env,
      dataDirectory: join(directory, 'vscode'),
    });
    const results = readRecords(await readFile(report, 'utf8'));
    const explained = exitCode === 0 || results.some((result) => result.outcome === 'failed');
    return explained ? results : [...results, failed('extension host', log.slice(-logLimit))];
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

function runSuite(options) {
  if (process.env.CHARTROOM_TEST_DESKTOP === '1') {
    return support('workbench/desktop').runDesktopSuite({ ...options, developmentPath: root });
  }
  const { extraEnv } = options;
  return support('workbench/hostSuite').runHostSuite({
    ...options,
    extension: { developmentPath: root },
    server: {
      node: extraEnv.CHARTROOM_TEST_NODE24,
      codeServer: extraEnv.CHARTROOM_TEST_CODE_SERVER,
    },
    chromium: extraEnv.CHARTROOM_TEST_CHROMIUM,
    timeout: 240_000,
  });
}
