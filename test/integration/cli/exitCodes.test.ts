import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { minimalChart } from '../../support/charts/exampleCharts';
import { setUpCli, type CliDesk } from '../../support/cli/runCli';
import { writeLogin } from '../../support/cli/writeLogin';
import { without } from '../../support/peer';
import { pushPlain } from '../../support/plainPush';
import { startRegistry, type TestRegistryOptions } from '../../support/registry/testRegistry';

const users = { ann: 'open sesame', bob: 'looks on' };
const basic = { kind: 'basic', users, readers: ['bob'] } as const;

interface Row {
  readonly what: string;
  readonly args: (host: string, chart: string) => readonly string[];
  readonly code: number;
  readonly error: string;
  readonly registry?: Partial<TestRegistryOptions>;
  readonly login?: readonly [user: string, password: string];
}

const push = (host: string, chart: string): readonly string[] => ['push', chart, `${host}/charts/`];

const rows: readonly Row[] = [
  { what: 'an unknown command', args: () => ['pusch'], code: 2, error: 'usage.command' },
  { what: 'an unknown option', args: () => ['push', '--replce'], code: 2, error: 'usage.option' },
  { what: 'a missing argument', args: () => ['push', 'app'], code: 2, error: 'usage.argument' },
  {
    what: 'a value that will not do',
    args: () => ['lint', '.', '--rule', 'x=loud'],
    code: 2,
    error: 'usage.value',
  },
  {
    what: 'a time that is another one elsewhere',
    args: (_, chart) => ['save', chart, '--created', '2026-01-02T03:04:05'],
    code: 2,
    error: 'usage.value',
  },
  {
    what: 'a version that is not there',
    args: (host) => ['pull', `${host}/charts/app:9.9.9`],
    code: 3,
    error: 'oci.not-found',
  },
  {
    what: 'a saved chart that is not there',
    args: (host) => ['push', 'app:1', host],
    code: 3,
    error: 'saved.not-found',
  },
  ...[['lint'], ['deps', 'list'], ['deps', 'update'], ['deps', 'build', '--dry-run']].map(
    (verb) => ({
      what: `a folder that is not there, of ${verb.join(' ')}`,
      args: () => [...verb, 'nowhere'],
      code: 3,
      error: 'file.not-found',
    }),
  ),
  {
    what: 'a file in place of a folder',
    args: (_, chart) => ['lint', join(chart, 'Chart.yaml')],
    code: 6,
    error: 'chart.missing',
  },
  { what: 'no login', args: push, registry: { auth: basic }, code: 4, error: 'oci.unauthorized' },
  {
    what: 'a login without the right',
    args: push,
    registry: { auth: basic },
    login: ['bob', users.bob],
    code: 4,
    error: 'oci.denied',
  },
  {
    what: 'a folder that is no chart',
    args: (host) => ['push', '.', `${host}/`],
    code: 6,
    error: 'chart.missing',
  },
  {
    what: 'a reference that is none',
    args: () => ['pull', 'oci://Host/Charts'],
    code: 6,
    error: 'oci.reference-invalid',
  },
  {
    what: 'a host that does not answer',
    args: (_, chart) => push('127.0.0.1:9', chart),
    code: 7,
    error: 'oci.unreachable',
  },
];

describe('exit codes tell what went wrong', { skip: without('cli') }, () => {
  for (const { what, args, code, error, registry = {}, login } of rows) {
    it(`${code} for ${what}`, async (t) => {
      const cli = await setUpCli(t);
      const server = await startRegistry({ directory: join(cli.folder, 'registry'), ...registry });
      t.after(() => server.stop());
      if (login) await writeLogin(cli.home, server.host, login);
      const chart = await cli.chart('app', minimalChart('app'));
      const document = await cli.json(args(server.host, chart));
      assert.deepEqual([document.code, document.error?.['code']], [code, error], document.stderr);
      assert.equal(document.error?.['exitCode'], code);
      assert.match(document.stderr, /^error: .*[.?]$/m);
    });
  }

  it('5 for a tag that can never be moved', async (t) => {
    const cli = await setUpCli(t);
    const directory = join(cli.folder, 'registry');
    const server = await startRegistry({ directory, immutableTags: true });
    t.after(() => server.stop());
    assert.equal((await pushed(cli, server.host, 'one')).code, 0);
    const refused = await pushed(cli, server.host, 'other', '--replace');
    assert.equal(refused.code, 5);
    assert.equal(refused.error?.['code'], 'registry.tag-immutable');
  });

  it('5 for a tag that somebody else takes while the chart is on its way', async (t) => {
    const cli = await setUpCli(t);
    const server = await startRegistry({ directory: join(cli.folder, 'registry') });
    t.after(() => server.stop());
    let lookUps = 0;
    let reached: () => void = () => undefined;
    const underWay = new Promise<void>((resolve) => (reached = resolve));
    const taken = underWay.then(() => pushPlain(server.url, 'app', '0.1.0'));
    server.faults.add({
      when: ({ method, path }) => {
        const isSecond = method === 'HEAD' && path.endsWith('/manifests/0.1.0') && ++lookUps === 2;
        if (isSecond) reached();
        return isSecond;
      },
      then: { kind: 'delay', until: taken.then(() => undefined) },
    });
    const { code, error, result } = await pushed(cli, server.host, 'one');
    assert.deepEqual([code, error?.['code'], result], [5, 'publish.tag-taken', {}]);
    assert.match(String(error?.['message']), new RegExp(await taken));
  });

  it('7 for a registry that fails', async (t) => {
    const cli = await setUpCli(t);
    const server = await startRegistry({ directory: join(cli.folder, 'registry') });
    t.after(() => server.stop());
    server.faults.add({ when: { path: /tags\/list/ }, then: { kind: 'status', status: 501 } });
    server.faults.add({ when: { path: /_catalog/ }, then: { kind: 'html', status: 500 } });
    const { code } = await cli.json(['repo', 'ls', server.host]);
    assert.equal(code, 7);
  });

  it('names the command that helps', async (t) => {
    const cli = await setUpCli(t);
    const server = await startRegistry({ directory: join(cli.folder, 'registry'), auth: basic });
    t.after(() => server.stop());
    const { stderr, stdout, code } = await cli.run(['ls', `${server.host}/charts/app`]);
    assert.deepEqual([code, stdout], [4, '']);
    assert.match(stderr, new RegExp(`\n {2}try: chartroom login ${server.host}\n$`));
  });
});

function pushed(cli: CliDesk, host: string, note: string, ...more: string[]) {
  return cli
    .chart(note, { ...minimalChart('app'), 'README.md': note })
    .then((chart) => cli.json(['push', chart, `${host}/`, ...more]));
}
