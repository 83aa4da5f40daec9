import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import * as vscode from 'vscode';
import { pushChart } from '../../src/publishing/push';
import { saveChart } from '../../src/publishing/save';
import { minimalChart } from '../support/charts/exampleCharts';
import { inPublicEcr, type PublicEcr } from '../support/ecr/inPublicEcr';
import { testAlias } from '../support/ecr/publicOperations';
import { addRepository } from '../support/ecr/state';
import { startSts } from '../support/ecr/sts';
import { setEnvironment } from '../support/environment';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { connectBy } from '../support/host/connectBy';
import { rowsBelow } from '../support/host/registriesView';
import { sampleChart } from '../support/host/sampleChart';
import { registries, setRegistries } from '../support/host/settings';
import { setUpDesk } from '../support/publishing/desk';
import { reroute } from '../support/reroute';

const host = 'public.ecr.aws';

describe('Amazon ECR Public', () => {
  it('takes a chart by a profile, and lists the repositories of its account', async (t) => {
    await inPublicEcr(async (ecr) => {
      addRepository(ecr.state, 'storefront');
      await lead(t, ecr);
      const asked = await connectBy('Amazon ECR Public', 'dev', 'Connect as 123456789012');
      assert.match(asked.at(-1) ?? '', /Connect as 123456789012: arn:aws:iam::123456789012:user/);
      assert.deepEqual(registries(), [{ host, aws: { profile: 'dev' } }]);
      assert.deepEqual(await rowsBelow(host), [testAlias]);
      const reference = `${host}/${testAlias}/storefront:1.4.0`;
      await run('chartroom.chart.save', sampleChart());
      await run('chartroom.saved.tag', 'storefront:1.4.0', reference);
      await answering([], () => run('chartroom.saved.push', reference));
      await run('chartroom.saved.remove', reference);
      const published = ecr.connect().repository(`${testAlias}/storefront`);
      assert.ok((await published.resolve('1.4.0')).size > 0);
    });
  });

  it('is read without a login, in the repositories that somebody names', async (t) => {
    const desk = await setUpDesk(t);
    await inPublicEcr(async (ecr) => {
      const name = `${testAlias}/app`;
      const directory = await desk.chart('app', minimalChart('app', '1.0.0'));
      const { reference } = await saveChart(directory, desk.saved);
      const { login } = ecr;
      await pushChart(desk.saved, reference, ecr.connect({ login }).repository(name), '1.0.0');
      await lead(t, ecr);
      await connectBy('Amazon ECR Public', 'Read Only', 'Add Repository to View…', name);
      assert.deepEqual(registries(), [{ host, repositories: [name] }]);
      assert.deepEqual(await rowsBelow(host, testAlias, 'app'), ['1.0.0']);
      await run('chartroom.chart.pull', `${host}/${name}:1.0.0`, vscode.Uri.file(desk.output));
      assert.deepEqual(await readdir(desk.output), ['app']);
    });
  });
});

/** Leads the extension to that ECR Public, until the test is over. */
async function lead(
  t: TestContext,
  { state, api, host: server, folder }: PublicEcr,
): Promise<void> {
  const sts = await startSts(state);
  t.after(() => sts.stop());
  t.after(reroute({ [host]: server }));
  t.after(() => setRegistries());
  t.after(
    setEnvironment({
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      AWS_ENDPOINT_URL_ECR_PUBLIC: api.url,
      AWS_ENDPOINT_URL_STS: sts.url,
    }),
  );
}
