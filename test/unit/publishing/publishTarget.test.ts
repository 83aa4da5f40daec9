import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  publishReference,
  publishTarget,
  publishValue,
} from '../../../src/publishing/publishTarget';
import { problemOf } from '../../support/problemOf';

describe('where a chart is published', () => {
  it('is below a parent, by the name of the chart', () => {
    for (const [value, repository] of [
      ['oci://registry.example', 'app'],
      ['oci://registry.example/', 'app'],
      ['oci://registry.example/charts/', 'charts/app'],
      ['  oci://registry.example/team/charts/ ', 'team/charts/app'],
    ] as const) {
      assert.deepEqual(publishTarget(value, 'app'), {
        configured: value.trim(),
        form: 'parent',
        registry: 'registry.example',
        repository,
      });
    }
  });

  it('is one repository where the value does not end in a slash', () => {
    assert.deepEqual(publishTarget('oci://localhost:5000/helm-test', 'app'), {
      configured: 'oci://localhost:5000/helm-test',
      form: 'repository',
      registry: 'localhost:5000',
      repository: 'helm-test',
    });
  });

  it('leaves the name of the chart as it is, which is a matter of the chart', () => {
    assert.equal(publishTarget('oci://registry.example/a/', 'My App').repository, 'a/My App');
  });

  it('names the reference of a push', () => {
    const target = publishTarget('oci://registry.example/charts/', 'app');
    const reference = publishReference(target, '1.0.0+build.1');
    assert.equal(reference, 'registry.example/charts/app:1.0.0_build.1');
  });

  it('says in a sentence why a value will not do, and leads to the setting', async () => {
    for (const [value, words] of [
      ['registry.example/charts', /begin with oci:\/\//],
      ['https://registry.example/charts', /begin with oci:\/\//],
      ['oci://', /names no registry|registry/],
      ['oci://registry.example/Charts/', /capitals/],
      ['oci://registry.example//charts/', /empty part/],
      ['oci://registry.example/charts//', /empty part/],
      ['oci://registry.example/app:1.0.0', /neither a tag nor a digest/],
      [`oci://registry.example/app@sha256:${'0'.repeat(64)}`, /neither a tag nor a digest/],
      ['oci://registry.example:99999/app', /not a port/],
    ] as const) {
      const problem = await problemOf(Promise.resolve().then(() => publishTarget(value, 'app')));
      assert.equal(problem.code, 'publish.target-invalid', value);
      assert.match(problem.message, words);
      assert.deepEqual(problem.remedy, {
        kind: 'open-setting',
        setting: 'chartroom.publish.repository',
      });
    }
  });

  it('is written as a parent where the repository is named as the chart, else as it is', () => {
    assert.equal(publishValue('h', 'charts/app', 'app'), 'oci://h/charts/');
    assert.equal(publishValue('h', 'app', 'app'), 'oci://h/');
    assert.equal(publishValue('h', 'charts/my-app', 'app'), 'oci://h/charts/my-app');
    for (const repository of ['app', 'a/app', 'a/other']) {
      const read = publishTarget(publishValue('h.example', repository, 'app'), 'app');
      assert.equal(read.repository, repository);
    }
  });
});
