import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answering } from '../support/host/answering';
import { run } from '../support/host/command';
import { rowsBelow } from '../support/host/registriesView';
import { setRegistries } from '../support/host/settings';
import { startRegistry } from '../support/registry/testRegistry';
import { temporaryFolder } from '../support/temporaryFolder';

describe('the button Sign In of a refusal', () => {
  it('asks which connection is meant where a host is connected twice', async (t) => {
    const directory = await temporaryFolder(t);
    const auth = { kind: 'basic', users: { ann: 'secret' } } as const;
    const { host, stop } = await startRegistry({ directory, auth });
    t.after(() => setRegistries());
    t.after(stop);
    await setRegistries({ host, name: 'first' }, { host, name: 'second' });
    const asked = await answering(['Sign In', 'second', 'ann', 'secret'], () =>
      run('chartroom.chart.pull', `${host}/charts/app:1.0.0`, 'saved'),
    );
    assert.match(asked[0] ?? '', /Sign In\nShow Log$/);
    assert.match(asked[1] ?? '', new RegExp(`\nfirst: ${host}\nsecond: ${host}$`));
    assert.deepEqual(await rowsBelow('second'), ['No repositories']);
    const [refusal = ''] = await rowsBelow('first');
    assert.match(refusal, new RegExp(host));
  });
});
