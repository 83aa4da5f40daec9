import { ChartroomError, type Remedy } from '../../base/error';
import { connectionError } from '../../oci/distribution/connection';
import { awsErrorName, awsStatus, isThrottling, refusesKeys } from './awsError';
import { loginProblem } from './loginProblem';
import { policyAllowing, type PolicyAdvice } from './policy';

/** What was asked of AWS, for the sentence that says that it failed. */
export interface Question {
  /** The IAM action, for example `ecr:DescribeImages`. */
  readonly action: string;
  /** The repository it is about; without one it is about the registry. */
  readonly repository?: string | undefined;
  /** The version it is about. */
  readonly version?: string | undefined;
}

/** Who asks whom. */
export interface Asked {
  /** Host of the registry, or of the service where there is no registry yet. */
  readonly host: string;
  /** `id` of the registry, for the offer to make a repository in it. */
  readonly registry: string;
  readonly profile: string | undefined;
  readonly policy: (action: string, repository: string | undefined) => PolicyAdvice;
}

/** The policies for a private registry. */
export function privatePolicies(account: string, region: string): Asked['policy'] {
  return (action, repository = '*') =>
    policyAllowing(action, { account, region, repositories: repository });
}

interface Problem {
  readonly code: string;
  readonly template: string;
  readonly remedy?: Remedy;
}

/** The error of ours for one of the AWS SDK. Anything else is returned as it is. */
export function awsProblem(error: unknown, question: Question, asked: Asked): unknown {
  if (!(error instanceof Error) || error instanceof ChartroomError) return error;
  const name = awsErrorName(error);
  if (error instanceof SyntaxError) return strangeReply(error, question, asked);
  if (name === undefined) return connectionProblem(error, asked.host);
  const login = loginProblem(error, asked.profile);
  if (login) return login;
  const reason = sentence(error.message) || name;
  const action = deniedAction(reason) ?? question.action;
  return new ChartroomError({
    ...problemNamed(name, error, { ...question, action }, asked),
    facts: { host: asked.host, subject: subjectOf(question, asked), action, reason },
    cause: error,
  });
}

/** The action that a refusal of IAM names; it can be another than the one asked for. */
export function deniedAction(reason: string): string | undefined {
  return /not authorized to perform:? ([\w-]+:\w+)/.exec(reason)?.[1];
}

/** `oci.denied` with the policy that would do. Placeholders are filled by whoever makes the error. */
export function deniedProblem(
  action: string,
  repository: string | undefined,
  { policy }: Pick<Asked, 'policy'>,
): Problem & { readonly remedy: Remedy } {
  return {
    code: 'oci.denied',
    template: 'The permission {action} is missing for {subject} on {host}: {reason}',
    remedy: { kind: 'show-text', language: 'json', ...policy(action, repository) },
  };
}

/** `oci.not-found` with the offer to make the repository. */
export function missingRepository(repository: string, registry: string): Problem {
  return {
    code: 'oci.not-found',
    template: 'The repository {subject} does not exist on {host}: {reason}',
    remedy: { kind: 'create-repository', registry, repository },
  };
}

function problemNamed(name: string, error: Error, question: Question, asked: Asked): Problem {
  const { action, repository } = question;
  if (isThrottling(error)) {
    const template = '{host} has had too many requests and did not answer for {subject}: {reason}';
    return { code: 'oci.throttled', template };
  }
  if (/^(?:AccessDenied|UnauthorizedOperation|NotAuthorized)/.test(name)) {
    return deniedProblem(action, repository, asked);
  }
  if (refusesKeys(error)) {
    const template = 'AWS did not accept the credentials for {host}: {reason}';
    return { code: 'oci.unauthorized', template, remedy: { kind: 'sign-in', host: asked.host } };
  }
  if (name === 'RepositoryNotFoundException' && repository !== undefined) {
    return missingRepository(repository, asked.registry);
  }
  const known = problems.get(name);
  if (known) return known;
  const template = '{host} failed on {action} for {subject}: {reason}';
  return { code: (awsStatus(error) ?? 0) >= 500 ? 'oci.server-error' : 'oci.rejected', template };
}

const problems = new Map<string, Problem>([
  [
    'ScanNotFoundException',
    { code: 'ecr.not-scanned', template: '{subject} on {host} has not been scanned' },
  ],
  [
    'ImageNotFoundException',
    { code: 'oci.not-found', template: '{subject} was not found on {host}: {reason}' },
  ],
  [
    'RepositoryAlreadyExistsException',
    {
      code: 'registry.repository-exists',
      template: 'The repository {subject} exists on {host} already',
    },
  ],
  [
    'LimitExceededException',
    {
      code: 'registry.quota',
      template: 'A quota of {host} is used up, so {action} for {subject} was refused: {reason}',
    },
  ],
  [
    'KmsException',
    {
      code: 'ecr.kms',
      template: 'The encryption key of {subject} on {host} could not be used: {reason}',
    },
  ],
  [
    'OptInRequired',
    {
      code: 'ecr.region-disabled',
      template: 'The account has not enabled the region of {host}: {reason}',
    },
  ],
  [
    'BlockedByOrganizationPolicyException',
    {
      code: 'oci.denied',
      template: 'A policy of the AWS organization forbids {action} for {subject}: {reason}',
    },
  ],
]);

function subjectOf({ repository, version }: Question, { host }: Asked): string {
  if (repository === undefined) return host;
  if (version === undefined) return repository;
  return `${repository}${version.includes(':') ? '@' : ':'}${version}`;
}

/** The SDK lets errors of the network through as Node throws them, and cancelling as an AbortError. */
function connectionProblem(error: Error, host: string): unknown {
  if (error.name === 'AbortError') return error;
  return 'code' in error || error.name === 'TimeoutError' ? connectionError(error, host) : error;
}

/** What the SDK throws when a proxy or portal answers with a page of its own. */
function strangeReply(cause: SyntaxError, question: Question, asked: Asked): ChartroomError {
  return new ChartroomError({
    code: 'oci.reply-invalid',
    template: 'What answered {action} for {subject} does not speak as AWS does: {reason}',
    facts: {
      action: question.action,
      subject: subjectOf(question, asked),
      // The SDK adds advice on how to debug it in lines of its own.
      reason: sentence(cause.message.split('\n')[0] ?? ''),
    },
    cause,
  });
}

function sentence(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .replace(/\.$/, '');
}
