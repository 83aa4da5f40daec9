import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChartroomError } from '../../../../src/base/error';
import { createGiveUp } from '../../../../src/publishing/mirror/giveUp';
import type { PlannedVersion } from '../../../../src/publishing/mirror/plan';

const version = {
  source: 'https://charts.example',
  target: { registry: 'registry.example', repository: 'lobby' },
} as PlannedVersion;
const elsewhere = { ...version, source: 'https://other.example' };
const closed = new ChartroomError({ code: 'oci.unreachable', template: 'closed' });

describe('a way that is closed', () => {
  it('is not tried for ever, and others are', () => {
    const giveUp = createGiveUp();
    for (let failures = 0; failures < 3; failures += 1) {
      giveUp.check(version);
      giveUp.failed(version, closed);
    }
    assert.throws(() => {
      giveUp.check(version);
    }, closed);
    giveUp.check(elsewhere);
  });

  it('is open again with each version that arrives or fails by itself', () => {
    const giveUp = createGiveUp();
    giveUp.failed(version, closed);
    giveUp.failed(version, closed);
    giveUp.failed(version, new ChartroomError({ code: 'mirror.wrong-chart', template: 'own' }));
    giveUp.failed(version, closed);
    giveUp.succeeded(version);
    giveUp.failed(version, closed);
    giveUp.failed(version, closed);
    giveUp.check(version);
  });
});
