import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog } from '../../src/base/log';
import { registryFactory } from '../../src/ui/providers/clients';
import { problemOf } from '../support/problemOf';

const nothing = { get: () => Promise.resolve(undefined) };

describe('an entry of the setting with a mistake in it', () => {
  it('makes a registry that tells what is wrong, and leads to the setting', async () => {
    const createRegistry = registryFactory({
      logins: { ...nothing, store: () => Promise.resolve(), forget: () => Promise.resolve() },
      log: silentLog,
      environment: {},
      platform: process.platform,
      home: '/nowhere',
      userAgent: 'chartroom-test',
      fetch,
      onWait: () => undefined,
    });
    for (const host of ['bad host', '[::1', 'registry.example:99999']) {
      const registry = createRegistry({ host });
      const pages = registry.repositories()[Symbol.asyncIterator]();
      const problem = await problemOf(pages.next());
      assert.equal(problem.code, 'oci.host-invalid');
      assert.deepEqual(problem.remedy, { kind: 'open-setting', setting: 'chartroom.registries' });
    }
  });
});
