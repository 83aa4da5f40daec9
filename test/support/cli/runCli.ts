import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { Validator, type Schema } from '@cfworker/json-schema';
import { openDesk, type Desk } from '../publishing/desk';
import { peer } from '../peer';
import { temporaryFolder } from '../temporaryFolder';

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly directory?: string;
}

/** A person at a terminal, or a pipeline, with the bundle of the command line and homes of its own. */
export interface CliDesk extends Desk {
  /** Home directory; Helm's is the same as that of `helmAt` there. */
  readonly home: string;
  run(args: readonly string[], options?: CliOptions): Promise<CliRun>;
  /** Runs with `--output json`; what comes out is held against the schema of the package. */
  json(args: readonly string[], options?: CliOptions): Promise<CliDocument>;
  /** Begins a run that is to be disturbed. */
  start(args: readonly string[], options?: CliOptions): ChildProcess;
}

export interface CliDocument {
  readonly code: number | null;
  readonly stderr: string;
  readonly result: Readonly<Record<string, unknown>>;
  readonly error: Readonly<Record<string, unknown>> | undefined;
}

export async function setUpCli(t: TestContext): Promise<CliDesk> {
  const folder = await temporaryFolder(t);
  const home = join(folder, 'home');
  await mkdir(home);
  const desk = await openDesk(folder);
  const start: CliDesk['start'] = (args, options = {}) =>
    spawn(process.execPath, [peer('cli'), ...args], {
      cwd: options.directory ?? folder,
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        TMPDIR: folder,
        HELM_CONFIG_HOME: join(home, 'config'),
        CHARTROOM_SAVED: desk.saved.location,
        // No instance metadata: the tests run where there is none, and asking takes seconds.
        AWS_EC2_METADATA_DISABLED: 'true',
        ...options.env,
      },
    });
  const run: CliDesk['run'] = async (args, options = {}) => {
    const child = start(args, options);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input ?? '');
    return ended(child);
  };
  return {
    ...desk,
    ...{ home, run, start },
    json: async (args, options) => {
      const { code, stdout, stderr } = await run([...args, '--output', 'json'], options);
      const { result, error } = await checkedDocument(stdout);
      return { code, stderr, result: result ?? {}, error };
    },
  };
}

/** What a run that was started comes to. */
export async function ended(child: ChildProcess): Promise<CliRun> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('its output is not read');
  const [out, err, code] = await Promise.all([
    text(stdout),
    text(stderr),
    once(child, 'close').then(() => child.exitCode),
  ]);
  return { code, stdout: out, stderr: err };
}

interface Document {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: Readonly<Record<string, unknown>>;
}

async function checkedDocument(stdout: string): Promise<Document> {
  const document = JSON.parse(stdout) as Document;
  const schema = await readFile(join(dirname(peer('cli')), 'output.schema.json'), 'utf8');
  const { valid, errors } = new Validator(JSON.parse(schema) as Schema, '2020-12').validate(
    document,
  );
  if (valid) return document;
  throw new Error(`not as the schema has it: ${JSON.stringify(errors, undefined, 2)}\n${stdout}`);
}
