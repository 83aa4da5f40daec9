import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listen, type Listening } from '../registry/http/listen';

const execute = promisify(execFile);

/** A package as npm packs it. */
interface Packed {
  readonly name: string;
  readonly version: string;
  readonly filename: string;
}

/**
 * A registry of npm that has one package: what `npm pack` makes of a folder (npm registry API, package metadata).
 * @param target where the archive is kept
 */
export async function startNpmRegistry(folder: string, target: string): Promise<Listening> {
  const { stdout } = await execute('npm', ['pack', '--json', '--pack-destination', target], {
    cwd: folder,
  });
  const [packed] = JSON.parse(stdout) as readonly Packed[];
  if (!packed) throw new Error(`npm packed nothing: ${stdout}`);
  const archive = await readFile(join(target, packed.filename));
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { name, version } = packed;
  return listen((request, response) => {
    if (request.url === `/${name}/-/${packed.filename}`) {
      response.writeHead(200).end(archive);
    } else if (request.url === `/${name}`) {
      const tarball = `http://${request.headers.host ?? ''}/${name}/-/${packed.filename}`;
      const versions = { [version]: { ...(manifest as object), dist: { tarball, integrity } } };
      const metadata = { name, 'dist-tags': { latest: version }, versions };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(metadata));
    } else {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    }
  }, {});
}
