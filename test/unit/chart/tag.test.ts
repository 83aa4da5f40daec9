import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tagOfVersion, versionOfTag } from '../../../src/chart/tag';

test('a version becomes a tag without plus signs and comes back', () => {
  assert.equal(tagOfVersion('1.0.0-rc.1+build.5'), '1.0.0-rc.1_build.5');
  assert.equal(versionOfTag('1.0.0-rc.1_build.5'), '1.0.0-rc.1+build.5');
});

test('every underscore of a tag was a plus', () => {
  assert.equal(versionOfTag('1.0.0_a_b'), '1.0.0+a+b');
});
