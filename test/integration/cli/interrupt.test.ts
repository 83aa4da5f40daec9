import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { noise } from '../../support/charts/bytes';
import { minimalChart } from '../../support/charts/exampleCharts';
import { ended, setUpCli } from '../../support/cli/runCli';
import { without } from '../../support/peer';
import { startRegistry } from '../../support/registry/testRegistry';

describe('a run that is interrupted', { skip: without('cli') }, () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`ends with ${code} on ${signal}, leaves no tag and nothing on the disk`, async (t) => {
      const cli = await setUpCli(t);
      const server = await startRegistry({ directory: join(cli.folder, 'registry') });
      t.after(() => server.stop());
      let reached: () => void = () => undefined;
      const underWay = new Promise<void>((resolve) => (reached = resolve));
      let goOn: () => void = () => undefined;
      const held = new Promise<void>((resolve) => (goOn = resolve));
      t.after(() => {
        goOn();
      });
      server.faults.add({
        when: ({ method }) => {
          if (method === 'PUT') reached();
          return method === 'PUT';
        },
        then: { kind: 'delay', until: held },
      });
      const chart = await cli.chart('app', {
        ...minimalChart('app'),
        'files/noise.bin': noise(7, 2_000_000),
      });
      const child = cli.start(['push', chart, `${server.host}/charts/`, '-o', 'json']);
      const run = ended(child);
      await underWay;
      child.kill(signal);
      const { code: exitCode, stdout } = await run;
      assert.equal(exitCode, code);
      const { error } = JSON.parse(stdout) as { error: { code: string; exitCode: number } };
      assert.deepEqual([error.code, error.exitCode], ['interrupted', code]);
      server.faults.clear();
      goOn();
      assert.equal((await cli.run(['pull', `${server.host}/charts/app:0.1.0`])).code, 3);
      const left = (await readdir(cli.folder)).filter((name) => name.startsWith('chartroom-'));
      assert.deepEqual(left, []);
    });
  }

  it('is no crash when whoever reads it has gone', async (t) => {
    const cli = await setUpCli(t);
    const child = cli.start(['help']);
    child.stdout?.destroy();
    const errors: string[] = [];
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    await once(child, 'close');
    assert.deepEqual([child.exitCode, errors], [0, []]);
  });
});
