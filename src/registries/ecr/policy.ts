import { partitionOf } from './partition';

/** What a policy is for: one repository, those below a prefix (`team/*`), or all (`*`) of a registry. */
export interface PolicyScope {
  readonly account: string;
  readonly region: string;
  /** A repository name; a `*` stands for anything. */
  readonly repositories: string;
}

/** Needed for everything, and grantable for all resources only (Service Authorization Reference, "Amazon ECR"). */
const signIn = ['ecr:GetAuthorizationToken'];

const reading = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:DescribeImages',
  'ecr:DescribeRepositories',
  'ecr:GetDownloadUrlForLayer',
];

const publishing = [
  ...reading,
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

/** Concern a registry and no repository. */
const ofRegistry = [
  ...signIn,
  'ecr:DescribeRegistry',
  'ecr:DescribeRepositoryCreationTemplates',
  'sts:GetCallerIdentity',
];

/** The smallest policy for listing, describing and pulling. */
export function readingPolicy(scope: PolicyScope): string {
  return policy(scope, signIn, reading);
}

/** The smallest policy for pushing into repositories that exist. */
export function publishingPolicy(scope: PolicyScope): string {
  return policy(scope, signIn, publishing);
}

/** What would allow an action, as somebody would ask an administrator for it. */
export interface PolicyAdvice {
  readonly title: string;
  /** JSON. */
  readonly text: string;
}

/** The smallest policy that allows an action and what goes with it. */
export function policyAllowing(action: string, scope: PolicyScope): PolicyAdvice {
  if (signIn.includes(action) || reading.includes(action)) {
    return { title: 'IAM policy for reading from Amazon ECR', text: readingPolicy(scope) };
  }
  if (publishing.includes(action)) {
    return { title: 'IAM policy for publishing to Amazon ECR', text: publishingPolicy(scope) };
  }
  const text = ofRegistry.includes(action)
    ? policy(scope, [action], [])
    : policy(scope, [], [action]);
  return { title: `IAM policy for ${action}`, text };
}

/** The same for ECR Public, whose sign-in takes a permission of STS as well (ECR Public User Guide, "Registry authentication"). */
export function publicPublishingPolicy({
  account,
  repositories,
}: Pick<PolicyScope, 'account' | 'repositories'>): string {
  return document([
    statement(['ecr-public:GetAuthorizationToken', 'sts:GetServiceBearerToken'], '*'),
    statement(
      [
        ...['ecr-public:BatchCheckLayerAvailability', 'ecr-public:CompleteLayerUpload'],
        ...['ecr-public:DescribeImages', 'ecr-public:DescribeRepositories'],
        ...['ecr-public:InitiateLayerUpload', 'ecr-public:PutImage', 'ecr-public:UploadLayerPart'],
      ],
      `arn:aws:ecr-public::${account}:repository/${repositories}`,
    ),
  ]);
}

function policy(
  { account, region, repositories }: PolicyScope,
  everywhere: readonly string[],
  inRepositories: readonly string[],
): string {
  const arn = `arn:${partitionOf(region).id}:ecr:${region}:${account}:repository/${repositories}`;
  return document([
    ...(everywhere.length > 0 ? [statement(everywhere, '*')] : []),
    ...(inRepositories.length > 0 ? [statement(inRepositories, arn)] : []),
  ]);
}

function statement(actions: readonly string[], resource: string): object {
  return { Effect: 'Allow', Action: [...actions].sort(), Resource: resource };
}

function document(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
}
