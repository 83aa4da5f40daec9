import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChartroomError } from '../../../src/base/error';
import { createGiveUp } from '../../../src/publishing/giveUp';

const version = { name: 'lobby:1.0.0', way: 'charts.example registry.example' };
const elsewhere = { ...version, way: 'other.example registry.example' };
const wayOf = ({ way }: typeof version): string => way;
const closed = new ChartroomError({ code: 'oci.unreachable', template: 'closed' });

describe('a way that is closed', () => {
  it('is not tried for ever, and others are', () => {
    const giveUp = createGiveUp(wayOf);
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
    const giveUp = createGiveUp(wayOf);
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
