import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog } from '../../../../src/base/log';
import type { Credential, CredentialSource } from '../../../../src/oci/distribution/credential';
import { chain } from '../../../../src/registries/credentials/chain';
import { createRecordingLog } from '../../../support/recordingLog';

const ann: Credential = { kind: 'basic', username: 'ann', password: 'secret' };
const rob: Credential = { kind: 'identity-token', token: 'secret' };

void describe('a chain of credential sources', () => {
  void it('gives the first login there is, and asks no further', async () => {
    const source = chain(silentLog, giving(undefined), giving(ann), failing(new Error('asked')));
    assert.equal(await source.get('a.example'), ann);
  });

  void it('has none when nobody has one', async () => {
    assert.equal(await chain(silentLog, giving(undefined)).get('a.example'), undefined);
    assert.equal(await chain(silentLog).get('a.example'), undefined);
  });

  void it('logs what one source fails of, with the host, and asks the next', async () => {
    const log = createRecordingLog();
    const source = chain(log, failing(new Error('the file is broken')), giving(ann));
    assert.equal(await source.get('a.example'), ann);
    assert.deepEqual(
      log.entries.map(({ level, fields }) => ({ level, ...fields })),
      [{ level: 'warn', host: 'a.example', reason: 'the file is broken' }],
    );
  });

  void it('passes over a login that was refused', async () => {
    const source = chain(silentLog, giving({ ...ann }), giving(rob));
    assert.equal(await source.get('a.example', { refused: ann }), rob);
    assert.deepEqual(await source.get('a.example', { refused: rob }), ann);
    assert.equal(await chain(silentLog, giving(rob)).get('a', { refused: rob }), undefined);
  });

  void it('stops when cancelled, without a word in the log', async () => {
    const log = createRecordingLog();
    const aborted = new DOMException('Aborted', 'AbortError');
    const source = chain(log, failing(aborted), giving(ann));
    await assert.rejects(source.get('a.example'), aborted);
    assert.deepEqual(log.entries, []);
  });
});

function giving(credential: Credential | undefined): CredentialSource {
  return { get: () => Promise.resolve(credential) };
}

function failing(error: Error): CredentialSource {
  return { get: () => Promise.reject(error) };
}
