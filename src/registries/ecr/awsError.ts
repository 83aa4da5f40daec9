import { systemErrorCode } from '../../base/systemError';

/**
 * The name of an error of the AWS SDK, such as `RepositoryNotFoundException`: one of a service, modelled
 * or not, or of its credential providers. Undefined for any other error.
 */
export function awsErrorName(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('$metadata' in error && '$fault' in error) return error.name;
  return ['CredentialsProviderError', 'TokenProviderError'].includes(error.name)
    ? error.name
    : undefined;
}

/** Status of the HTTP reply that an error of the SDK came with. */
export function awsStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status = 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

export function isThrottling(error: unknown): boolean {
  const name = awsErrorName(error) ?? '';
  return (
    /^(?:Throttling|TooManyRequests|RequestLimitExceeded)/.test(name) || awsStatus(error) === 429
  );
}

const passingCodes = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'];

/** Whether asking again soon can go better. */
export function mayPass(error: unknown): boolean {
  if (isThrottling(error) || (awsStatus(error) ?? 0) >= 500) return true;
  if (!(error instanceof Error)) return false;
  return error.name === 'TimeoutError' || passingCodes.includes(systemErrorCode(error) ?? '');
}

/** Whether the signature is wrong, which a clock that is wrong makes it; the SDK then corrects its own by the answer. */
export function refusesSignature(error: unknown): boolean {
  const names = ['InvalidSignatureException', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed'];
  return names.includes(awsErrorName(error) ?? '');
}

/** Whether AWS does not know the keys, or no longer: other ones may be in the files by now. */
export function refusesKeys(error: unknown): boolean {
  return [
    ...['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidSignatureException'],
    ...['ExpiredToken', 'ExpiredTokenException', 'SignatureDoesNotMatch', 'IncompleteSignature'],
    'MissingAuthenticationTokenException',
  ].includes(awsErrorName(error) ?? '');
}
