import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { helm2LockDigest, lockDigest } from '../../../src/chart/lock';

describe('the digest of a lock', () => {
  it('is that of Helm (its resolver_test.go)', () => {
    const alpine = {
      name: 'alpine',
      version: '0.1.0',
      repository: 'http://localhost:8879/charts',
    };
    assert.equal(
      lockDigest([alpine], [alpine]),
      'sha256:fb239e836325c5fa14b29d1540a13b7d3ba13151b67fe719f820e0ef6d66aaaf',
    );
  });

  it('covers every field, in the order and with the escapes of Go', () => {
    const repository = 'oci://r.example.com/charts';
    const required = {
      alias: 'cache',
      tags: ['db'],
      condition: 'redis.enabled',
      repository,
      version: '>=1.0.0 <2.0.0',
      name: 'redis',
    };
    assert.equal(
      lockDigest([required], [{ name: 'redis', version: '1.9.3', repository }]),
      'sha256:99b617a78531352aef4da37d1b7f479d6ef98b90626700b16d1a1ec08f6456fb',
    );
  });

  it('is the one of Helm 2 where a requirements.lock is as old', () => {
    assert.equal(
      helm2LockDigest([{ name: 'alpine', version: '0.1.0', repository: 'file://../alpine' }]),
      'sha256:7b380b1a826e7be1eecb089f66209d6d3df54be4bf879d4a8e6f8a9e871710e5',
    );
  });
});
