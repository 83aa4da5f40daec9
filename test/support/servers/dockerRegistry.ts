import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { peer } from '../peer';

export type DockerRegistryAuth =
  /** Lines of `user:bcrypt hash`. */
  | { readonly kind: 'basic'; readonly htpasswd: string }
  | {
      readonly kind: 'bearer';
      readonly realm: string;
      readonly service: string;
      readonly issuer: string;
      /** PEM file of the certificate that tokens are signed with. */
      readonly certificateFile: string;
    };

/** Lets in ali with "open sesame", by bcrypt, the one kind the registry takes. */
export const onlyAli: DockerRegistryAuth = {
  kind: 'basic',
  htpasswd: 'ali:$2y$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW\n',
};

export interface DockerRegistryOptions {
  /** Everything is kept below it. */
  readonly directory: string;
  readonly auth?: DockerRegistryAuth;
  /** Content is kept in memory and not below the folder, where a disk is not what is to be measured. */
  readonly inMemory?: boolean;
  /** Upload locations without a host. */
  readonly relativeLocations?: boolean;
}

export interface DockerRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  /** Ends the process; the folder stays. */
  stop(): Promise<void>;
}

/** Runs CNCF distribution's registry (Debian's docker-registry) on a port the system chooses. */
export async function startDockerRegistry(options: DockerRegistryOptions): Promise<DockerRegistry> {
  await mkdir(options.directory, { recursive: true });
  const configFile = join(options.directory, 'config.json');
  await writeFile(configFile, JSON.stringify(await configuration(options)));
  const child = spawn(peer('dockerRegistry'), ['serve', configFile], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const host = await listeningAddress(child);
  return {
    host,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

/** YAML is what it reads, and JSON is YAML. */
async function configuration(options: DockerRegistryOptions): Promise<object> {
  return {
    version: '0.1',
    log: { level: 'info' },
    storage: {
      ...(options.inMemory
        ? { inmemory: {} }
        : { filesystem: { rootdirectory: join(options.directory, 'storage') } }),
      delete: { enabled: true },
    },
    http: {
      addr: '127.0.0.1:0',
      secret: 'for tests',
      relativeurls: options.relativeLocations ?? false,
    },
    ...(options.auth && { auth: await authConfiguration(options.auth, options.directory) }),
  };
}

async function authConfiguration(auth: DockerRegistryAuth, directory: string): Promise<object> {
  if (auth.kind === 'bearer') {
    const { realm, service, issuer, certificateFile } = auth;
    return { token: { realm, service, issuer, rootcertbundle: certificateFile } };
  }
  const path = join(directory, 'htpasswd');
  await writeFile(path, auth.htpasswd);
  return { htpasswd: { realm: 'Test registry', path } };
}

/** It logs the port once it accepts connections. What it logged before is the message when it fails instead. */
async function listeningAddress(child: ChildProcess): Promise<string> {
  let log = '';
  return new Promise((resolve, reject) => {
    const read = (text: string): void => {
      if (log.length < 64 * 1024) log += text;
      const [, address] = /listening on ([\d.]+:\d+)/.exec(log) ?? [];
      if (address === undefined) return;
      // From here on it logs every request, which nobody reads.
      child.stderr?.off('data', read).resume();
      resolve(address);
    };
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`The registry ended with ${String(code)} before it listened:\n${log}`));
    });
  });
}
