import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { noise } from '../../support/charts/bytes';
import { minimalChart, simpleChart } from '../../support/charts/exampleCharts';
import { signedChart } from '../../support/charts/signedChart';
import { setUpCli, type CliDesk } from '../../support/cli/runCli';
import { helmAt } from '../../support/helm';
import { peer, without } from '../../support/peer';
import { createChart } from '../../support/publishing/createChart';
import { startDockerRegistry } from '../../support/servers/dockerRegistry';

interface Setting {
  readonly cli: CliDesk;
  /** `127.0.0.1:PORT` */
  readonly host: string;
}

async function setUp(t: TestContext): Promise<Setting> {
  const cli = await setUpCli(t);
  const registry = await startDockerRegistry({ directory: join(cli.folder, 'registry') });
  t.after(() => registry.stop());
  return { cli, host: registry.host };
}

describe('chartroom push', { skip: without('cli', 'dockerRegistry', 'helm') }, () => {
  it('publishes a folder that Helm pulls and templates, and leaves nothing behind', async (t) => {
    const { cli, host } = await setUp(t);
    const helm = await helmAt(peer('helm'), cli.home);
    const chart = await createChart(helm, cli.folder, 'lobby');

    const { code, result } = await cli.json(['push', chart, `oci://${host}/charts/`]);

    assert.equal(code, 0);
    assert.equal(result['reference'], `${host}/charts/lobby:0.1.0`);
    assert.equal(result['outcome'], 'pushed');
    await helm('pull', `oci://${host}/charts/lobby`, '--version', '0.1.0', '-d', cli.output);
    const rendered = await helm('template', 'desk', join(cli.output, 'lobby-0.1.0.tgz'));
    assert.match(rendered, /kind: Deployment/);
    assert.deepEqual((await cli.json(['list'])).result['charts'], []);
  });

  it('says in words what it did, with the progress on stderr', async (t) => {
    const { cli, host } = await setUp(t);
    const chart = await cli.chart('lobby', simpleChart);
    const args = ['push', chart, `oci://${host}/charts/lobby`];
    const first = await cli.run(args);
    const digest = /sha256:[0-9a-f]{64}/.exec(first.stdout)?.[0] ?? '';
    const reference = `${host}/charts/lobby:1.2.3_build.7`;
    assert.match(
      first.stdout,
      new RegExp(`^Pushed: ${reference} \\(\\d+ B sent\\)\nDigest: ${digest}\n$`),
    );
    assert.equal(first.stderr, `packing ${chart}\nlooking up ${reference}\npushing ${reference}\n`);
    const again = await cli.run([...args, '--quiet']);
    assert.deepEqual(again, {
      code: 0,
      stdout: `Unchanged: ${reference}\nDigest: ${digest}\n`,
      stderr: '',
    });
  });

  it('keeps what is published under the tag, unless told to replace it', async (t) => {
    const { cli, host } = await setUp(t);
    const [lobby, other] = [
      await cli.chart('lobby', minimalChart('lobby')),
      await cli.chart('other', { ...minimalChart('lobby'), 'README.md': '# Other\n' }),
    ];
    const to = `oci://${host}/lobby:edge`;
    const { result } = await cli.json(['push', lobby, to]);
    const refused = await cli.json(['push', other, to]);
    assert.equal(refused.code, 5);
    assert.equal(refused.error?.['code'], 'publish.tag-taken');
    assert.equal(refused.error['remedy'], 'chartroom push … --replace');
    assert.match(
      refused.stderr,
      /is published already with other content.*\n {2}try: chartroom push … --replace\n$/,
    );

    const planned = await cli.json(['push', other, to, '--replace', '--dry-run']);
    assert.equal(planned.result['replaced'], result['digest']);
    const kept = await cli.json(['pull', `${host}/lobby:edge`, '--dry-run']);
    assert.equal(kept.result['digest'], result['digest'], 'a dry run changes nothing');

    const replaced = await cli.json(['push', other, to, '--replace']);
    assert.equal(replaced.code, 0);
    assert.equal(replaced.result['replaced'], result['digest']);
  });

  it('pushes what Helm signed byte for byte, with its provenance', async (t) => {
    const { cli, host } = await setUp(t);
    const helm = await helmAt(peer('helm'), cli.home);
    const { name, version, archive, provenance, keyring } = signedChart;
    const file = join(cli.folder, `${name}-${version}.tgz`);
    await writeFile(file, archive);
    await writeFile(`${file}.prov`, provenance);
    const ring = join(cli.folder, 'keyring');
    await writeFile(ring, keyring);

    assert.equal((await cli.run(['push', file, `${host}/charts/`])).code, 0);

    const pull = ['pull', `oci://${host}/charts/${name}`, '--version', version];
    await helm(...pull, '--verify', '--keyring', ring, '-d', cli.output);
    assert.deepEqual(await readFile(join(cli.output, `${name}-${version}.tgz`)), archive);

    const to = join(cli.folder, 'pulled', 'here');
    const pulled = await cli.json(['pull', `${host}/charts/${name}`, '--to', to]);
    assert.deepEqual(await readFile(String(pulled.result['file'])), archive);
    assert.equal(await readFile(String(pulled.result['provenance']), 'utf8'), provenance);
    const untar = ['pull', `${host}/charts/${name}`, '--untar', '--to', to];
    assert.equal((await cli.json(untar)).result['directory'], join(to, name));
    assert.equal((await cli.json(untar)).code, 5, 'it is there now');
    assert.equal((await cli.json([...untar, '--replace'])).code, 0);
  });
});

describe('chartroom with saved charts', { skip: without('cli', 'dockerRegistry') }, () => {
  it('saves, lists, tags, pushes, exports and removes', async (t) => {
    const { cli, host } = await setUp(t);
    const chart = await cli.chart('lobby', simpleChart);
    const planned = await cli.json(['save', chart, '--dry-run']);
    assert.deepEqual((await cli.json(['list'])).result['charts'], []);
    const saved = await cli.json(['save', chart]);
    assert.equal(saved.result['digest'], planned.result['digest']);

    const name = `${host}/charts/lobby:stable`;
    assert.equal((await cli.json(['tag', 'lobby:1.2.3+build.7', name])).code, 0);
    assert.equal((await cli.json(['push', name, `oci://${name}`])).code, 0);
    const listed = await cli.json(['list']);
    const charts = listed.result['charts'] as { reference: string }[];
    assert.deepEqual(
      charts.map(({ reference }) => reference),
      [name, 'lobby:1.2.3_build.7'],
    );

    const exported = await cli.json(['export', name, '--to', cli.output]);
    const written = await readFile(join(String(exported.result['directory']), 'Chart.yaml'));
    assert.deepEqual(written, await readFile(join(chart, 'Chart.yaml')));
    const again = await cli.json(['export', name, '--to', cli.output]);
    assert.equal(again.code, 5);

    const slip = await cli.json(['remove', name, 'lobby:9.9.9']);
    assert.equal(slip.code, 3);
    const removed = await cli.json(['remove', name, 'lobby:1.2.3+build.7']);
    assert.equal(removed.code, 0);
    assert.deepEqual((await cli.json(['list'])).result['charts'], []);
  });

  it('saves and removes what is named, once, and says in a dry run what would really happen', async (t) => {
    const { cli } = await setUp(t);
    await cli.json(['save', await cli.chart('lobby', minimalChart('lobby', '1.0.0'))]);
    for (const dry of [[], ['--dry-run']]) {
      // A saved chart is nothing to be packed, and neither is what is not there.
      for (const name of ['lobby:1.0.0', 'nowhere']) {
        const refused = await cli.json(['save', name, ...dry]);
        assert.deepEqual([refused.code, refused.error?.['code']], [3, 'file.not-found']);
      }
    }
    const removed = await cli.json(['remove', 'lobby:1.0.0', 'oci://lobby:1.0.0']);
    assert.equal(removed.code, 0, removed.stderr);
    assert.equal((removed.result['removed'] as readonly unknown[]).length, 1);
  });

  it('pulls the newest release, a constraint, and a digest', async (t) => {
    const { cli, host } = await setUp(t);
    const digests: unknown[] = [];
    for (const version of ['1.0.0', '1.4.0', '2.0.0-rc.1']) {
      const chart = await cli.chart(version, minimalChart('lobby', version));
      digests.push((await cli.json(['push', chart, `${host}/`])).result['digest']);
    }
    const pulled = async (...args: string[]): Promise<unknown> =>
      (await cli.json(['pull', ...args])).result['version'];
    assert.equal(await pulled(`oci://${host}/lobby`), '1.4.0');
    assert.equal(await pulled(`oci://${host}/lobby`, '--version', '<1.2'), '1.0.0');
    assert.equal(await pulled(`${host}/lobby@${String(digests[2])}`), '2.0.0-rc.1');

    const listed = await cli.json(['ls', `${host}/lobby`]);
    const versions = listed.result['versions'] as { tag: string }[];
    assert.deepEqual(
      versions.map(({ tag }) => tag),
      ['2.0.0-rc.1', '1.4.0', '1.0.0'],
    );
    const repositories = await cli.json(['repo', 'ls', host]);
    assert.deepEqual(repositories.result['repositories'], [{ name: 'lobby' }]);
  });
});

describe('chartroom copy and diff', { skip: without('cli', 'dockerRegistry') }, () => {
  it('promotes versions, and tells them apart', async (t) => {
    const { cli, host } = await setUp(t);
    const first = await cli.chart('1', {
      ...minimalChart('lobby', '1.0.0'),
      'values.yaml': 'a: 1\n',
    });
    const second = await cli.chart('2', {
      ...minimalChart('lobby', '1.1.0'),
      'values.yaml': 'a: 2\n',
      'files/noise.bin': noise(1, 100_000),
    });
    for (const chart of [first, second]) await cli.json(['push', chart, `${host}/dev/`]);

    const planned = await cli.json([
      'copy',
      `oci://${host}/dev/lobby:1.0.0`,
      `${host}/prod/`,
      '--dry-run',
    ]);
    assert.equal(planned.code, 0);
    assert.equal((await cli.json(['ls', `${host}/prod/lobby`])).code, 3, 'nothing is there yet');
    const copied = await cli.json(['copy', `${host}/dev/lobby:1.0.0`, `${host}/prod/`]);
    const [copy] = copied.result['copies'] as Record<string, unknown>[];
    assert.equal(copy?.['reference'], `${host}/prod/lobby:1.0.0`);
    assert.equal(copy['outcome'], 'copied');
    const all = await cli.json(['copy', `${host}/dev/lobby`, `${host}/prod/lobby`, '--all-tags']);
    const outcomes = (all.result['copies'] as Record<string, unknown>[]).map(
      (one) => one['outcome'],
    );
    assert.deepEqual(outcomes.sort(), ['copied', 'unchanged']);
    const lines = all.stderr.split('\n');
    assert.match(lines.at(-3) ?? '', /^1 of 2: .*\/prod\/lobby:1\.\d\.0 (?:copied|unchanged)$/);
    assert.match(lines.at(-2) ?? '', /^2 of 2: /);

    const same = await cli.run([
      'diff',
      `oci://${host}/prod/lobby:1.1.0`,
      second,
      '--exit-code',
      '-q',
    ]);
    assert.equal(same.code, 0, same.stdout);
    const names = ['diff', `oci://${host}/prod/lobby:1.0.0`, second, '--exit-code', '-q'];
    const differs = await cli.run([...names, '--name-only']);
    assert.deepEqual(differs, {
      code: 8,
      stdout: 'Chart.yaml\nfiles/noise.bin\nvalues.yaml\n',
      stderr: '',
    });
    const patch = await cli.run([...names, '--patch']);
    assert.match(
      patch.stdout,
      /^--- a\/values.yaml\n\+\+\+ b\/values.yaml\n@@ -1,?1? \+1,?1? @@\n-a: 1\n\+a: 2$/m,
    );
    const values = await cli.json(['diff', first, second]);
    assert.equal(values.result['differs'], true);
  });

  it('moves a tag within a repository when told to', async (t) => {
    const { cli, host } = await setUp(t);
    for (const version of ['1.0.0', '1.1.0']) {
      await cli.json([
        'push',
        await cli.chart(version, minimalChart('lobby', version)),
        `${host}/`,
      ]);
    }
    const to = async (version: string, ...more: string[]): Promise<number | null> =>
      (await cli.json(['tag', `oci://${host}/lobby:${version}`, 'stable', ...more])).code;
    assert.equal(await to('1.0.0'), 0);
    assert.equal(await to('1.1.0'), 5);
    assert.equal(await to('1.1.0', '--replace', '--dry-run'), 0);
    assert.equal(await to('1.1.0', '--replace'), 0);
    const again = await cli.json(['tag', `oci://${host}/lobby:1.1.0`, 'stable']);
    assert.equal(again.code, 0);
    const digest = String(again.result['digest']);
    const byDigest = await cli.json(['tag', `oci://${host}/lobby@${digest}`, 'edge']);
    assert.equal(byDigest.result['from'], `${host}/lobby@${digest}`);
  });
});
