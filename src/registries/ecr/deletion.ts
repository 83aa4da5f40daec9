import { ChartroomError } from '../../base/error';

/** What BatchDeleteImage says of an image that it did not delete; the request itself succeeds. */
interface DeletionFailure {
  readonly failureCode?: string | undefined;
  readonly failureReason?: string | undefined;
}

/** @throws ChartroomError `oci.not-found`, `oci.rejected` when there is a failure */
export function checkDeleted(
  failure: DeletionFailure | undefined,
  subject: { readonly host: string; readonly repository: string; readonly version: string },
): void {
  if (!failure) return;
  const { failureCode = '', failureReason } = failure;
  const { host, repository, version } = subject;
  const facts = {
    host,
    subject: `${repository}${version.includes(':') ? '@' : ':'}${version}`,
    reason: failureReason?.replace(/\.$/, '') ?? failureCode,
  };
  if (failureCode === 'ImageNotFound') {
    const template = '{subject} was not found on {host}: {reason}';
    throw new ChartroomError({ code: 'oci.not-found', template, facts });
  }
  const template = '{host} did not delete {subject}: {reason}';
  throw new ChartroomError({ code: 'oci.rejected', template, facts });
}
