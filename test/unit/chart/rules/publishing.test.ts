import { describe } from 'node:test';
import type { PublishFacts } from '../../../../src/chart/rules/chartFacts';
import { goldens } from '../../../support/rules/golden';

const whole = 'apiVersion: v2\nname: app # it\nversion: 1.2.0\n';
const parent: PublishFacts = {
  configured: 'oci://registry.example.com/charts',
  form: 'parent',
  registry: 'registry.example.com',
  repository: 'charts/app',
};
const single: PublishFacts = {
  configured: 'oci://registry.example.com/helm-test',
  form: 'repository',
  registry: 'registry.example.com',
  repository: 'helm-test',
};

describe('what shows when a chart is published', () => {
  goldens([
    {
      rule: 'name-not-repository',
      texts: whole,
      facts: { publish: single },
      findings: [
        '2:7-2:10 error name-not-repository The chart is to be published to oci://registry.example.com/helm-test, which is not named "app": helm push would send it to registry.example.com/helm-test/app',
      ],
      fixed: {
        'Rename the chart and its folder to helm-test':
          'apiVersion: v2\nname: helm-test # it\nversion: 1.2.0\n',
        'Publish to registry.example.com/helm-test/app': {},
        'Choose where to publish…': {},
      },
    },
    { rule: 'name-not-repository', texts: whole, facts: { publish: parent }, findings: [] },
    {
      rule: 'name-not-oci',
      texts: 'apiVersion: v2\nname: "MyApp"\nversion: 1.2.0\n',
      findings: [
        '2:7-2:14 warning name-not-oci No registry takes a chart named "MyApp": repositories have no capitals, so it would have to be "myapp"',
      ],
      fixed: { 'Rename the chart to myapp': 'apiVersion: v2\nname: "myapp"\nversion: 1.2.0\n' },
    },
    {
      rule: 'name-not-oci',
      texts: 'apiVersion: v2\nname: my app-\nversion: 1.2.0\n',
      findings: [
        '2:7-2:14 warning name-not-oci No registry takes a chart named "my app-": repositories have lower-case letters and digits, with ".", "_", "__" or dashes between',
      ],
    },
    {
      rule: 'tag-too-long',
      texts: `apiVersion: v2\nname: app\nversion: 1.2.0-${'a'.repeat(123)}\n`,
      findings: [
        '3:10-3:139 error tag-too-long The tag of this version is 129 characters long, and registries allow 128',
      ],
    },
    {
      rule: 'version-has-build-metadata',
      texts: 'apiVersion: v2\nname: app\nversion: 1.2.0+git.1\n',
      findings: [
        '3:10-3:21 info version-has-build-metadata Tags have no "+", so the version is published as 1.2.0_git.1',
      ],
    },
    {
      rule: 'version-v-prefix',
      texts: 'apiVersion: v2\nname: app\nversion: v1.2.0 # v\n',
      findings: [
        '3:10-3:16 info version-v-prefix Helm pushes v1.2.0, but lists no tag that begins with "v": it is found by its exact name only',
      ],
      fixed: {
        'Set the version to 1.2.0': 'apiVersion: v2\nname: app\nversion: 1.2.0 # v\n',
      },
    },
    {
      rule: 'version-published-same',
      texts: whole,
      facts: { publish: { ...parent, published: 'same', versions: ['1.2.0', '2.0.0'] } },
      findings: [
        '3:10-3:15 info version-published-same Version 1.2.0 is in registry.example.com/charts/app with the same content',
      ],
    },
    {
      rule: 'version-older-than-published',
      texts: whole,
      facts: { publish: { ...parent, published: 'same', versions: ['1.2.0', '2.0.0'] } },
      findings: [],
    },
    {
      rule: 'version-older-than-published',
      texts: whole,
      facts: { publish: { ...parent, versions: ['1.0.0', '1.10.0', '1.9.0'] } },
      findings: [
        '3:10-3:15 warning version-older-than-published Version 1.2.0 is below 1.10.0, the newest in registry.example.com/charts/app',
      ],
      fixed: { 'Set the version to 1.10.1': 'apiVersion: v2\nname: app # it\nversion: 1.10.1\n' },
    },
    {
      rule: 'repository-missing',
      texts: whole,
      facts: { publish: { ...parent, repositoryExists: false, canCreate: true } },
      findings: [
        '2:7-2:10 warning repository-missing registry.example.com has no repository charts/app, and a push does not make it',
      ],
      fixed: { 'Create the repository charts/app': {} },
    },
    {
      rule: 'repository-missing',
      texts: whole,
      facts: { publish: { ...parent, repositoryExists: false } },
      findings: [],
    },
  ]);
});

// Whether the content differs is a fact of its own, which an edit of the text does not change.
describe('content that changed', () => {
  goldens([
    {
      rule: 'version-published-different',
      texts: whole,
      facts: { publish: { ...parent, published: 'different', saved: 'different' } },
      findings: [
        '3:10-3:15 warning version-published-different Version 1.2.0 is in registry.example.com/charts/app with other content: a push replaces it',
      ],
      isOfFacts: true,
      fixed: {
        'Set the version to 1.2.1': 'apiVersion: v2\nname: app # it\nversion: 1.2.1\n',
        'Set the version to 1.3.0': 'apiVersion: v2\nname: app # it\nversion: 1.3.0\n',
        'Set the version to 2.0.0': 'apiVersion: v2\nname: app # it\nversion: 2.0.0\n',
        'Set the version to 1.2.1-rc.1': 'apiVersion: v2\nname: app # it\nversion: 1.2.1-rc.1\n',
      },
    },
    {
      rule: 'content-changed',
      texts: whole,
      facts: { publish: { ...parent, saved: 'different' } },
      findings: [
        '3:10-3:15 info content-changed The content is not what was saved as 1.2.0: another version says so',
      ],
      isOfFacts: true,
    },
  ]);
});
