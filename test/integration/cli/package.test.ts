import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { peer, without } from '../../support/peer';
import { temporaryFolder } from '../../support/temporaryFolder';

const execute = promisify(execFile);

describe('the npm package', { skip: without('cli') }, () => {
  it('is packed, installed without a network, and runs', async (t) => {
    const folder = await temporaryFolder(t);
    const source = dirname(peer('cli'));
    const npm = (...args: string[]) => execute('npm', args, { cwd: folder });
    const packed = await npm('pack', source, '--json', '--pack-destination', folder);
    const [{ filename, files }] = JSON.parse(packed.stdout) as [
      { filename: string; files: { path: string }[] },
    ];
    const names = files.map(({ path }) => path);
    for (const name of ['chartroom.js', 'LICENSE', 'README.md', 'output.schema.json']) {
      assert.ok(names.includes(name), name);
    }
    assert.ok(names.includes('ThirdPartyNotices.txt'));
    assert.deepEqual(
      names.filter((name) => !/^[\w.-]+\.(?:js|json|txt|md)$|^LICENSE$/.test(name)),
      [],
    );
    await npm('install', '--prefix', folder, join(folder, basename(filename)), '--offline');
    const program = join(folder, 'node_modules', '.bin', 'chartroom');
    const { stdout } = await execute(program, ['--version']);
    const project = await readFile(join(__dirname, '../../../../package.json'), 'utf8');
    assert.equal(stdout.trim(), (JSON.parse(project) as { version: string }).version);
    const manifest = await readFile(join(source, 'package.json'), 'utf8');
    assert.ok(!('dependencies' in (JSON.parse(manifest) as object)), 'all it needs is bundled');
  });
});
