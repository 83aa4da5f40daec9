import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '../../../../src/oci/digest';
import {
  connectionAuthority,
  isSameAuthority,
  locationOf,
  partsOf,
  savedAuthority,
} from '../../../../src/ui/contents/location';

const digest = sha256('app');

describe('the URI of a file of a chart', () => {
  it('says where it is, and is read back as it was written', () => {
    for (const path of ['', 'chart', 'chart/templates/a b@c%20#?.yaml', 'manifest.json']) {
      const location = { authority: 'host:5000', repository: 'team/app', digest, path };
      assert.deepEqual(locationOf(partsOf(location)), location);
    }
  });

  it('has a repository that cannot be taken for a digest', () => {
    const location = { authority: savedAuthority, repository: `a@${digest}`, digest, path: 'x' };
    assert.deepEqual(locationOf(partsOf(location))?.path, 'x');
  });

  it('is of no artifact without one', () => {
    for (const path of ['/', '/team/app', '/team/app@sha256:12', '/team/app:1.0.0/chart', '']) {
      assert.equal(locationOf({ scheme: 'chart', authority: 'host', path }), undefined, path);
    }
  });

  it('is of the saved charts only where it says so', () => {
    assert.notEqual(connectionAuthority(savedAuthority), savedAuthority);
    assert.equal(connectionAuthority('At work@host:5000'), 'At work@host:5000');
  });

  it('has an authority in letters of any size', () => {
    assert.equal(isSameAuthority('Host:5000', 'host:5000'), true);
    assert.equal(isSameAuthority('host:5000', 'host:5001'), false);
  });
});
