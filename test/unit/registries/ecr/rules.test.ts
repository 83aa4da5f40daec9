import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemWithName } from '../../../../src/registries/ecr/creation';
import { isImmutable } from '../../../../src/registries/ecr/mutability';
import {
  policyAllowing,
  publicPublishingPolicy,
  publishingPolicy,
  readingPolicy,
} from '../../../../src/registries/ecr/policy';
import { createsOnPush } from '../../../../src/registries/ecr/template';

void describe('the mutability of a tag', () => {
  const cases: readonly (readonly [kind: string, filter: string, tag: string, stays: boolean])[] = [
    ['MUTABLE', '', '1.0.0', false],
    ['IMMUTABLE', '', '1.0.0', true],
    ['IMMUTABLE_WITH_EXCLUSION', 'latest', 'latest', false],
    ['IMMUTABLE_WITH_EXCLUSION', 'latest', 'latest-1', true],
    ['IMMUTABLE_WITH_EXCLUSION', 'dev-*', 'dev-7', false],
    ['IMMUTABLE_WITH_EXCLUSION', '*-rc.*', '1.0.0-rc.1', false],
    ['IMMUTABLE_WITH_EXCLUSION', '*-rc.*', '1.0.0-rcx1', true],
    ['IMMUTABLE_WITH_EXCLUSION', 'ab*ba', 'aba', true],
    ['MUTABLE_WITH_EXCLUSION', '1.*', '1.0.0', true],
    ['MUTABLE_WITH_EXCLUSION', '1.*', '100', false],
  ];
  for (const [imageTagMutability, filter, tag, stays] of cases) {
    void it(`${imageTagMutability} ${filter}: ${tag} ${stays ? 'stays' : 'can move'}`, () => {
      const imageTagMutabilityExclusionFilters = filter === '' ? [] : [{ filter }];
      const rules = { imageTagMutability, imageTagMutabilityExclusionFilters };
      assert.equal(isImmutable(tag, rules), stays);
    });
  }
});

void describe('a creation template', () => {
  void it('counts by its longest prefix, and ROOT for what no other covers', () => {
    const push = ['CREATE_ON_PUSH' as const];
    const templates = [
      { prefix: 'ROOT', appliedFor: push },
      { prefix: 'team/', appliedFor: ['REPLICATION' as const] },
      { prefix: 'team/charts', appliedFor: push },
    ];
    assert.equal(createsOnPush('other', templates), true);
    assert.equal(createsOnPush('team/app', templates), false);
    assert.equal(createsOnPush('team/charts/app', templates), true);
    assert.equal(createsOnPush('team/charts-old/app', templates), false);
    assert.equal(createsOnPush('app', []), false);
  });
});

void describe('the name of a repository', () => {
  void it('may be a path of words with separators', () => {
    for (const name of ['ab', 'team/charts/app', 'a--b', 'a__b', 'a.b/c1']) {
      assert.equal(problemWithName(name), undefined, name);
    }
  });
  for (const [name, words] of [
    ['a', /at least two/],
    ['x'.repeat(257), /at most 256/],
    ['Team/app', /capital/],
    ['team app', /cannot contain " "/],
    ['1app', /begins with a letter/],
    ['team//app', /single separators/],
    ['app-', /single separators/],
  ] as const) {
    void it(`may not be ${name.slice(0, 20)}`, () => {
      assert.match(problemWithName(name) ?? '', words);
    });
  }
});

void describe('the smallest IAM policy', () => {
  const scope = { account: '123456789012', region: 'cn-north-1', repositories: 'team/*' };

  void it('for reading has no action that writes', () => {
    const { Version, Statement } = parsed(readingPolicy(scope));
    assert.equal(Version, '2012-10-17');
    assert.deepEqual(Statement, [
      { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:DescribeImages',
          'ecr:DescribeRepositories',
          'ecr:GetDownloadUrlForLayer',
        ],
        Resource: 'arn:aws-cn:ecr:cn-north-1:123456789012:repository/team/*',
      },
    ]);
  });

  void it('for publishing can upload and makes no repository', () => {
    const text = publishingPolicy(scope);
    assert.match(text, /ecr:PutImage/);
    assert.doesNotMatch(text, /ecr:CreateRepository/);
  });

  void it('for anything else allows that one action, where it can be allowed', () => {
    const { text, title } = policyAllowing('ecr:BatchDeleteImage', scope);
    assert.equal(title, 'IAM policy for ecr:BatchDeleteImage');
    assert.deepEqual(parsed(text).Statement, [
      {
        Effect: 'Allow',
        Action: ['ecr:BatchDeleteImage'],
        Resource: 'arn:aws-cn:ecr:cn-north-1:123456789012:repository/team/*',
      },
    ]);
    const registry = policyAllowing('ecr:DescribeRegistry', scope);
    assert.match(registry.text, /"Resource": "\*"/);
  });

  void it('for ECR Public allows the bearer token of STS as well', () => {
    const text = publicPublishingPolicy({ account: '123456789012', repositories: 'app' });
    assert.match(text, /sts:GetServiceBearerToken/);
    assert.match(text, /arn:aws:ecr-public::123456789012:repository\/app/);
  });
});

function parsed(text: string): { readonly Version: unknown; readonly Statement: unknown } {
  const document: unknown = JSON.parse(text);
  assert.ok(typeof document === 'object' && document !== null);
  assert.ok('Version' in document && 'Statement' in document);
  return { Version: document.Version, Statement: document.Statement };
}
